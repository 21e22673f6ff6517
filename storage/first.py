"""The tables of the first release, as SQL; never edited after it."""

# Instants are ISO 8601 in UTC with milliseconds and a final Z, so that text order is time order;
# next_due is in seconds since 1970, because the agenda calculates with it.
FIRST = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    url TEXT NOT NULL UNIQUE,
    host TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    published TEXT,
    last_visit TEXT,
    last_read TEXT,
    last_outcome TEXT,
    etag TEXT,
    last_modified TEXT,
    gone_at TEXT,
    merged_into INTEGER REFERENCES article(id),
    failures INTEGER NOT NULL DEFAULT 0,
    doubt TEXT,
    doubt_count INTEGER NOT NULL DEFAULT 0,
    post_a REAL NOT NULL DEFAULT 1,
    post_b REAL NOT NULL DEFAULT 1,
    last_change TEXT,
    cue_at TEXT,
    cue_latest TEXT,
    control INTEGER NOT NULL DEFAULT 0,
    next_due REAL,
    due_slope REAL NOT NULL DEFAULT 0,
    due_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX article_due ON article(next_due) WHERE next_due IS NOT NULL;
CREATE INDEX article_site ON article(site);

CREATE TABLE alias (
    url TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    fetched_at TEXT NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT,
    key_id INTEGER REFERENCES page(id),
    size INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX page_article ON page(article_id, id);

CREATE TABLE paragraph (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    number INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    headline TEXT,
    standfirst TEXT,
    byline TEXT,
    details TEXT NOT NULL,
    extractor TEXT NOT NULL,
    digest TEXT NOT NULL,
    chain TEXT NOT NULL,
    page_id INTEGER REFERENCES page(id),
    UNIQUE (article_id, number)
) STRICT;

CREATE TABLE reading (
    version_id INTEGER PRIMARY KEY REFERENCES version(id),
    read_at TEXT NOT NULL,
    extractor TEXT NOT NULL,
    headline TEXT,
    standfirst TEXT,
    byline TEXT,
    details TEXT NOT NULL,
    paragraphs TEXT NOT NULL
) STRICT;

CREATE TABLE version_paragraph (
    version_id INTEGER NOT NULL REFERENCES version(id),
    position INTEGER NOT NULL,
    paragraph_id INTEGER NOT NULL REFERENCES paragraph(id),
    PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_paragraph_text ON version_paragraph(paragraph_id);

CREATE TABLE furniture (
    host TEXT NOT NULL,
    paragraph_id INTEGER NOT NULL REFERENCES paragraph(id),
    articles INTEGER NOT NULL,
    total INTEGER NOT NULL,
    decided_at TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (host, paragraph_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    article_id INTEGER REFERENCES article(id),
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    cause TEXT NOT NULL DEFAULT '',
    predicted REAL,
    bytes INTEGER NOT NULL DEFAULT 0,
    version_id INTEGER REFERENCES version(id),
    page_id INTEGER REFERENCES page(id)
) STRICT;
CREATE INDEX visit_article ON visit(article_id, at);
CREATE INDEX visit_at ON visit(at);
CREATE INDEX visit_stranger ON visit(url) WHERE article_id IS NULL;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    old_id INTEGER NOT NULL REFERENCES version(id),
    new_id INTEGER NOT NULL REFERENCES version(id),
    seen_at TEXT NOT NULL,
    known_at TEXT,
    flags TEXT NOT NULL DEFAULT '[]',
    rank REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX revision_article ON revision(article_id, id);
CREATE INDEX revision_seen ON revision(seen_at);

CREATE TABLE edit (
    revision_id INTEGER NOT NULL REFERENCES revision(id),
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT,
    labels TEXT NOT NULL DEFAULT '[]',
    substantive INTEGER NOT NULL DEFAULT 1,
    rank REAL NOT NULL DEFAULT 0,
    summary TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL,
    PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article(id),
    version_id INTEGER NOT NULL REFERENCES version(id),
    sentence TEXT NOT NULL,
    words TEXT NOT NULL,
    start TEXT,
    latest TEXT,
    precision TEXT NOT NULL,
    fate TEXT NOT NULL DEFAULT 'pending',
    fate_at TEXT,
    revision_id INTEGER REFERENCES revision(id)
) STRICT;
CREATE INDEX announcement_article ON announcement(article_id, fate);

CREATE TABLE subscription (
    name TEXT PRIMARY KEY,
    told_from TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    subscription TEXT NOT NULL,
    recipient TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    built_at TEXT NOT NULL,
    subject TEXT NOT NULL,
    message BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt TEXT NOT NULL,
    sent_at TEXT,
    refused_at TEXT,
    answer TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX report_unsent ON report(next_attempt) WHERE sent_at IS NULL AND refused_at IS NULL;

CREATE TABLE told (
    subscription TEXT NOT NULL,
    revision_id INTEGER NOT NULL REFERENCES revision(id),
    at TEXT NOT NULL,
    PRIMARY KEY (subscription, revision_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE host (
    name TEXT PRIMARY KEY,
    rest_until TEXT NOT NULL,
    strikes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE listing (
    url TEXT PRIMARY KEY,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    polled_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    found INTEGER NOT NULL DEFAULT 0,
    fresh INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE pool (
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    seen REAL NOT NULL DEFAULT 0,
    expected REAL NOT NULL DEFAULT 0,
    PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
"""
