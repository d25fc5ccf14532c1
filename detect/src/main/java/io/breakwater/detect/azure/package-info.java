/**
 * What Microsoft writes: the Azure Activity Log, Entra's audit and sign-in logs and risks, requests of Privileged Identity
 * Management, and the unified audit log of Microsoft 365; each in every shape it is exported in. Start with
 * {@link io.breakwater.detect.azure.AzureFormats}.
 */
@NullMarked
package io.breakwater.detect.azure;

import org.jspecify.annotations.NullMarked;
