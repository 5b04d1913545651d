#pragma once
// Tables of the registers. Identifiers are chosen by whoever sends a command and are unique within a plan only, so keys
// begin with the plan: two plans with the same identifier must not stop the writer. Enumerators stand as their names, days
// as 2026-11-22, times as microseconds since 1970, UTC. NULL is "none".

namespace assent::store {

inline constexpr const char* create_registers = R"sql(
CREATE TABLE person (
    id           BLOB PRIMARY KEY,
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,
    job_title    TEXT NOT NULL,
    organisation TEXT NOT NULL,
    active       INTEGER NOT NULL
) STRICT;
CREATE TABLE person_role (
    person BLOB NOT NULL REFERENCES person (id),
    role   TEXT NOT NULL,
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE forum (
    id   BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
CREATE TABLE committee (
    id           BLOB PRIMARY KEY,
    key          TEXT NOT NULL,
    name         TEXT NOT NULL,
    organisation TEXT NOT NULL
) STRICT;
CREATE TABLE plan (
    id         BLOB PRIMARY KEY,
    title      TEXT NOT NULL,
    period     TEXT NOT NULL,
    owner      BLOB NOT NULL,
    workflow   BLOB NOT NULL,
    state      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at  INTEGER NOT NULL,
    edited_by  BLOB NOT NULL,
    published  BLOB,
    revision   INTEGER NOT NULL
) STRICT;
CREATE TABLE plan_step (
    sequence   INTEGER PRIMARY KEY,
    plan       BLOB NOT NULL REFERENCES plan (id),
    transition TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    person     BLOB NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_step_by_plan ON plan_step (plan);
CREATE TABLE version (
    plan         BLOB NOT NULL REFERENCES plan (id),
    id           BLOB NOT NULL,
    number       TEXT NOT NULL,
    date         TEXT,
    author       BLOB NOT NULL,
    author_role  TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    sequence     INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (plan, id),
    UNIQUE (plan, number)
) STRICT;
CREATE TABLE version_change (
    plan     BLOB NOT NULL,
    version  BLOB NOT NULL,
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (plan, version, position),
    FOREIGN KEY (plan, version) REFERENCES version (plan, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE socialisation_event (
    plan       BLOB NOT NULL REFERENCES plan (id),
    id         BLOB NOT NULL,
    forum      BLOB NOT NULL REFERENCES forum (id),
    date       TEXT,
    version    BLOB NOT NULL,
    presenter  TEXT NOT NULL,
    dedicated  INTEGER NOT NULL,
    attendance TEXT NOT NULL,
    minutes    TEXT NOT NULL,
    outcome    TEXT NOT NULL,
    PRIMARY KEY (plan, id),
    FOREIGN KEY (plan, version) REFERENCES version (plan, id)
) STRICT;
CREATE TABLE feedback_item (
    plan             BLOB NOT NULL REFERENCES plan (id),
    id               BLOB NOT NULL,
    number           INTEGER NOT NULL,
    received         TEXT,
    channel          TEXT NOT NULL,
    name             TEXT NOT NULL,
    organisation     TEXT NOT NULL,
    stakeholder_type TEXT NOT NULL,
    occasion         BLOB,
    version          BLOB NOT NULL,
    type             TEXT NOT NULL,
    about_element    BLOB,
    about_title      TEXT NOT NULL,
    quote            TEXT NOT NULL,
    verbatim         TEXT NOT NULL,
    proposed_wording TEXT NOT NULL,
    theme            TEXT NOT NULL,
    state            TEXT NOT NULL,
    disposition      TEXT NOT NULL,
    response         TEXT NOT NULL,
    what_changed     TEXT NOT NULL,
    changed_in       BLOB,
    owner            BLOB,
    due              TEXT,
    logged_by        BLOB NOT NULL,
    answered_by      BLOB,
    answered_at      INTEGER,
    PRIMARY KEY (plan, id),
    UNIQUE (plan, number),
    FOREIGN KEY (plan, version) REFERENCES version (plan, id),
    FOREIGN KEY (plan, occasion) REFERENCES socialisation_event (plan, id),
    FOREIGN KEY (plan, changed_in) REFERENCES version (plan, id)
) STRICT;
CREATE INDEX feedback_open ON feedback_item (state, due);
CREATE TABLE decision (
    plan         BLOB NOT NULL REFERENCES plan (id),
    id           BLOB NOT NULL,
    committee    BLOB NOT NULL,
    name         TEXT NOT NULL,
    version      BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    meeting      TEXT,
    closed       INTEGER NOT NULL,
    quorate      INTEGER NOT NULL,
    voided       INTEGER NOT NULL,
    outcome      TEXT NOT NULL,
    note         TEXT NOT NULL,
    opened_by    BLOB NOT NULL,
    opened_at    INTEGER NOT NULL,
    closed_at    INTEGER,
    PRIMARY KEY (plan, id),
    FOREIGN KEY (plan, version) REFERENCES version (plan, id)
) STRICT;
CREATE TABLE attendance (
    plan     BLOB NOT NULL,
    decision BLOB NOT NULL,
    member   BLOB NOT NULL,
    present  INTEGER NOT NULL,
    deputy   BLOB,
    at       INTEGER NOT NULL,
    PRIMARY KEY (plan, decision, member),
    FOREIGN KEY (plan, decision) REFERENCES decision (plan, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE interest (
    sequence    INTEGER PRIMARY KEY,
    plan        BLOB NOT NULL,
    decision    BLOB NOT NULL,
    person      BLOB NOT NULL,
    kind        TEXT NOT NULL,
    text        TEXT NOT NULL,
    ruling      TEXT NOT NULL,
    reason      TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    ruled_at    INTEGER,
    FOREIGN KEY (plan, decision) REFERENCES decision (plan, id)
) STRICT;
CREATE INDEX interest_by_decision ON interest (plan, decision, person);
CREATE TABLE vote (
    plan         BLOB NOT NULL,
    decision     BLOB NOT NULL,
    member       BLOB NOT NULL,
    cast_by      BLOB NOT NULL,
    choice       TEXT NOT NULL,
    condition    TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    at           INTEGER NOT NULL,
    voided       INTEGER NOT NULL,
    sequence     INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (plan, decision, member),
    FOREIGN KEY (plan, decision) REFERENCES decision (plan, id)
) STRICT;
CREATE TABLE decision_condition (
    plan     BLOB NOT NULL,
    decision BLOB NOT NULL,
    id       BLOB NOT NULL,
    text     TEXT NOT NULL,
    person   BLOB NOT NULL,
    met      INTEGER NOT NULL,
    how      TEXT NOT NULL,
    PRIMARY KEY (plan, decision, id),
    FOREIGN KEY (plan, decision) REFERENCES decision (plan, id)
) STRICT;
)sql";

inline constexpr const char* drop_registers = R"sql(
DROP TABLE IF EXISTS decision_condition;
DROP TABLE IF EXISTS vote;
DROP TABLE IF EXISTS interest;
DROP TABLE IF EXISTS attendance;
DROP TABLE IF EXISTS decision;
DROP TABLE IF EXISTS feedback_item;
DROP TABLE IF EXISTS socialisation_event;
DROP TABLE IF EXISTS version_change;
DROP TABLE IF EXISTS version;
DROP TABLE IF EXISTS plan_step;
DROP TABLE IF EXISTS plan;
DROP TABLE IF EXISTS committee;
DROP TABLE IF EXISTS forum;
DROP TABLE IF EXISTS person_role;
DROP TABLE IF EXISTS person;
)sql";

}  // namespace assent::store
