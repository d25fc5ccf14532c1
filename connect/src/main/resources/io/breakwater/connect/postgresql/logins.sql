-- Notes the logins of personal roles, from version 17 on: what docs/targets/postgresql.md says, run as a superuser.
CREATE SCHEMA breakwater;
CREATE TABLE breakwater.logins (account name NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE FUNCTION breakwater.note_login() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF session_user ~ '^breakwater_[0-9a-z]{10}_' AND NOT pg_is_in_recovery() THEN
        INSERT INTO breakwater.logins (account) VALUES (session_user);
    END IF;
EXCEPTION WHEN OTHERS THEN
    NULL; -- whatever is wrong here must keep nobody out
END $$;
CREATE EVENT TRIGGER breakwater_logins ON login EXECUTE FUNCTION breakwater.note_login();
GRANT USAGE ON SCHEMA breakwater TO breakwater_broker;
GRANT SELECT ON breakwater.logins TO breakwater_broker;
