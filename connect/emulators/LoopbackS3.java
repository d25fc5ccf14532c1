import com.adobe.testing.s3mock.S3MockApplication;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** S3Mock, heard by nobody but this machine: its own port for HTTP would be open to everybody. Run as a source file. */
class LoopbackS3 {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(S3MockApplication.class)
                .initializers(context -> context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                    @Override
                    public Object postProcessBeforeInitialization(Object bean, String name) {
                        if (bean instanceof Connector connector) {
                            connector.setProperty("address", "127.0.0.1");
                        }
                        return bean;
                    }
                }))
                .run(arguments);
    }
}
