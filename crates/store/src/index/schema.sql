-- The index of a case: a projection of log and records, made to be read with any SQLite shell.
-- It is disposable: delete the file and the next command builds the same tables again.
-- Ids are 64 hexadecimal digits; times are seconds since 1970 in UTC beside the value as stated.

CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row per log entry.
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  analyser TEXT, version TEXT, params TEXT,
  record TEXT, record_size INTEGER, record_count INTEGER,
  private_record TEXT,
  at INTEGER, who TEXT, machine TEXT, tool TEXT
);

CREATE TABLE item (
  id TEXT PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT, mime TEXT, format TEXT,
  withheld_seq INTEGER
) WITHOUT ROWID;
CREATE INDEX item_by_order ON item (first_seq);

-- Each meeting with an item's bytes.
CREATE TABLE sighting (
  seq INTEGER PRIMARY KEY,
  item TEXT NOT NULL,
  root TEXT NOT NULL, path TEXT NOT NULL, folder TEXT NOT NULL, file_name TEXT NOT NULL,
  unchanged_key BLOB NOT NULL,
  at INTEGER NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX sighting_by_item ON sighting (item);
CREATE INDEX sighting_by_path ON sighting (folder, file_name);

-- What was met and not preserved.
CREATE TABLE obstacle (
  seq INTEGER NOT NULL, root TEXT NOT NULL, path TEXT NOT NULL,
  reason TEXT NOT NULL, detail TEXT, seen_key BLOB NOT NULL
);

CREATE TABLE finding (
  seq INTEGER PRIMARY KEY,
  item TEXT NOT NULL, analyser TEXT NOT NULL, version TEXT NOT NULL, params TEXT,
  record TEXT, lines INTEGER NOT NULL
);
CREATE INDEX finding_by_item ON finding (item, analyser);

-- A failed analysis: retried when the analyser or the decoder changes, or on request.
CREATE TABLE attempt (
  seq INTEGER PRIMARY KEY,
  item TEXT NOT NULL, analyser TEXT NOT NULL, version TEXT NOT NULL, params TEXT, reason TEXT NOT NULL
);
CREATE INDEX attempt_by_item ON attempt (item, analyser);

-- Failures that no later finding of the same stage has made good, and only the last of each stage.
CREATE VIEW attempt_in_force AS SELECT a.* FROM attempt a WHERE NOT EXISTS (
  SELECT 1 FROM finding f WHERE f.item = a.item AND f.seq > a.seq
  AND substr(f.analyser || '.', 1, instr(f.analyser || '.', '.')) = substr(a.analyser || '.', 1, instr(a.analyser || '.', '.')))
AND NOT EXISTS (
  SELECT 1 FROM attempt b WHERE b.item = a.item AND b.seq > a.seq
  AND substr(b.analyser || '.', 1, instr(b.analyser || '.', '.')) = substr(a.analyser || '.', 1, instr(a.analyser || '.', '.')));

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  platform TEXT NOT NULL, native_id TEXT, account TEXT, name TEXT, role TEXT NOT NULL,
  finding INTEGER NOT NULL
) WITHOUT ROWID;

-- A reading of a post: the same post read from two items has two rows and one id.
CREATE TABLE post (
  no INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  finding INTEGER NOT NULL, item TEXT NOT NULL, source TEXT NOT NULL,
  line_at INTEGER NOT NULL, line_length INTEGER NOT NULL,
  platform TEXT NOT NULL, native_id TEXT, locator TEXT NOT NULL, url TEXT,
  posted TEXT, posted_zone TEXT, earliest INTEGER, latest INTEGER,
  text TEXT NOT NULL
);

CREATE TABLE post_link (
  post INTEGER NOT NULL, kind TEXT NOT NULL,
  native_id TEXT, target TEXT, who TEXT, url TEXT
);

-- Files that a post names; which item that is follows from the folder it lies in (view media_item).
CREATE TABLE media (
  post INTEGER NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL,
  folder TEXT, file_name TEXT, url TEXT, mime TEXT, missing TEXT
);

CREATE TABLE article (
  finding INTEGER PRIMARY KEY, item TEXT NOT NULL,
  title TEXT, author TEXT, outlet TEXT, published TEXT, url TEXT,
  text_sha256 TEXT NOT NULL, text TEXT NOT NULL, json TEXT NOT NULL
);

CREATE TABLE side_car (
  finding INTEGER NOT NULL, item TEXT NOT NULL, about TEXT, url TEXT, tool TEXT
);

CREATE TABLE not_collected (
  finding INTEGER NOT NULL, item TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL, locator TEXT NOT NULL
);

CREATE TABLE repaired (
  finding INTEGER NOT NULL, item TEXT NOT NULL, what TEXT NOT NULL, times INTEGER NOT NULL, first_at INTEGER NOT NULL
);

CREATE TABLE problem (
  finding INTEGER NOT NULL, item TEXT NOT NULL, what TEXT NOT NULL, locator TEXT
);

-- Decisions of people. A later status supersedes an earlier one; nothing is erased.
CREATE TABLE judgement (
  seq INTEGER PRIMARY KEY,
  item TEXT NOT NULL, act TEXT NOT NULL, value TEXT NOT NULL, reason TEXT, author TEXT, at INTEGER
);
CREATE INDEX judgement_by_item ON judgement (item);

-- Records and items that a purge withheld.
CREATE TABLE withheld (digest TEXT PRIMARY KEY, seq INTEGER NOT NULL, reason TEXT) WITHOUT ROWID;

CREATE TABLE fixity (seq INTEGER PRIMARY KEY, at INTEGER, checked INTEGER NOT NULL, wrong INTEGER NOT NULL);

-- What was read in one article or post: the whole reading is a line of the finding's record.
CREATE TABLE reading (
  no INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL, item TEXT NOT NULL, post BLOB,
  line_at INTEGER NOT NULL, line_length INTEGER NOT NULL,
  language TEXT NOT NULL
);
CREATE INDEX reading_by_item ON reading (item);
CREATE INDEX reading_by_post ON reading (post) WHERE post IS NOT NULL;

-- Every claim, with its span in code points of the text that was read.
CREATE TABLE claim (
  reading INTEGER NOT NULL,
  span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, text TEXT NOT NULL,
  speaker TEXT, via TEXT NOT NULL, standing TEXT NOT NULL,
  hedged INTEGER NOT NULL, hedge TEXT, quoted INTEGER NOT NULL, polarity TEXT NOT NULL
);
CREATE INDEX claim_by_reading ON claim (reading);

-- Posts whose words were not read because their export holds too many.
CREATE TABLE unread (finding INTEGER NOT NULL, item TEXT NOT NULL, posts INTEGER NOT NULL);
