-- What happened, in the order of arrival. Rows are only ever added.
-- xid is what makes late commits findable: see Integrator.
create table fact (
    arrival     bigint generated always as identity primary key,
    xid         xid8        not null default pg_current_xact_id(),
    id          uuid        not null unique,
    type        text        not null,
    time        timestamptz not null,
    incident    text collate "C",
    incidentseq bigint,
    leaf        bytea       not null,
    unique (incident, incidentseq),
    check ((incident is null) = (incidentseq is null)),
    check (incidentseq > 0),
    check (octet_length(leaf) between 2 and 65535)
);
create index fact_xid on fact (xid);
-- Canonical JSON does not compress enough to pay for trying.
alter table fact alter column leaf set storage external;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'originals are never edited: % on %', tg_op, tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger fact_is_append_only before update or delete or truncate on fact
    for each statement execute function refuse_change();

-- The order of the log: which arrival has which position.
create table entry (
    position bigint primary key,
    arrival  bigint not null unique
);
create trigger entry_is_append_only before update or delete or truncate on entry
    for each statement execute function refuse_change();

-- The widest state of each tile of hashes (C2SP tlog-tiles, height 8).
create table tile (
    level  smallint not null,
    idx    bigint   not null,
    hashes bytea    not null,
    primary key (level, idx)
);
alter table tile alter column hashes set storage external;

-- One row: who holds the pen, the committed tree, and what of it was published.
create table log_head (
    one            boolean primary key default true check (one),
    origin         text    not null,
    epoch          bigint  not null default 0,
    size           bigint  not null default 0,
    root           bytea   not null,
    published_size bigint  not null default 0,
    checkpoint     text
);

-- The last number and the latest time in each incident's population.
create table incident_sequence (
    incident text collate "C" primary key,
    last     bigint      not null,
    time     timestamptz not null
);

-- Content outside the tree, erasable with its salt.
create table content (
    digest     text collate "C" primary key,
    media_type text  not null,
    salt       bytea not null,
    bytes      bytea not null
);

-- What is true now.
create table state (
    kind    text collate "C" not null,
    id      text collate "C" not null,
    version bigint not null,
    body    jsonb  not null,
    primary key (kind, id)
);
create index state_body on state using gin (body jsonb_path_ops);
