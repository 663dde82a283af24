CREATE TABLE admins ( user_id BIGINT NOT NULL, since DATETIME NOT NULL, PRIMARY KEY (user_id) );
INSERT INTO admins ("user_id", "since") VALUES (7, '2026-02-02 01:00:00.000000');
CREATE TABLE answers ( id INTEGER NOT NULL, chat_id BIGINT NOT NULL, thread_id BIGINT, user_id BIGINT NOT NULL, asked_at DATETIME NOT NULL, question TEXT NOT NULL, answer JSON NOT NULL, PRIMARY KEY (id) );
CREATE INDEX answers_by_person ON answers (chat_id, user_id, asked_at);
INSERT INTO answers ("id", "chat_id", "thread_id", "user_id", "asked_at", "question", "answer") VALUES (1, -5, NULL, 11, '2026-02-02 01:00:00.000000', '值班电话几声之内接听？', '{"question": "\u503c\u73ed\u7535\u8bdd\u51e0\u58f0\u4e4b\u5185\u63a5\u542c\uff1f", "outcome": "answered", "citations": [{"file": "\u503c\u73ed\u89c4\u5b9a.txt", "document": "\u503c\u73ed\u89c4\u5b9a", "locator": "\u7b2c\u4e00\u6761", "quote": "\u7b2c\u4e00\u6761 \u503c\u73ed\u7535\u8bdd\u5e94\u5f53\u57283\u58f0\u4e4b\u5185\u63a5\u542c\u3002", "status": "\u73b0\u884c", "issued": "2023-03-01", "span": {"start": 19, "end": 37}}], "nearest": [], "sought": "", "remark": ""}');
CREATE TABLE chats ( chat_id BIGINT NOT NULL, moved_to BIGINT, silent_since DATETIME, PRIMARY KEY (chat_id) );
INSERT INTO chats ("chat_id", "moved_to", "silent_since") VALUES (-4, -5, NULL);
INSERT INTO chats ("chat_id", "moved_to", "silent_since") VALUES (12, NULL, '2026-02-02 01:00:00.000000');
CREATE TABLE documents ( id INTEGER NOT NULL, file TEXT NOT NULL, origin TEXT NOT NULL, digest TEXT NOT NULL, model TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, issued DATE, effective DATE, text TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (file) );
INSERT INTO documents ("id", "file", "origin", "digest", "model", "title", "kind", "issued", "effective", "text") VALUES (1, '值班规定.txt', 'office', 'd41a7fa9648104001ad7e38d0ad68144d36aa949e51551f0d82df69a8376ff11', 'grams', '值班规定', 'regulation', '2023-03-01', NULL, '值班规定
（2023年3月1日印发）
第一条 值班电话应当在3声之内接听。
第二条 交接班时间为每日8时30分。');
CREATE TABLE meta ( "key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key") );
INSERT INTO meta ("key", "value") VALUES ('library', '1');
INSERT INTO meta ("key", "value") VALUES ('schema', '1');
CREATE TABLE passages ( id INTEGER NOT NULL, document_id INTEGER NOT NULL, number INTEGER NOT NULL, locator TEXT NOT NULL, headings JSON NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, lead_start INTEGER, lead_end INTEGER, sentences JSON NOT NULL, vector BLOB NOT NULL, sentence_vectors BLOB NOT NULL, PRIMARY KEY (id), FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE );
CREATE UNIQUE INDEX passages_by_document ON passages (document_id, number);
INSERT INTO passages ("id", "document_id", "number", "locator", "headings", "start", "end", "lead_start", "lead_end", "sentences", "vector", "sentence_vectors") VALUES (1, 1, 0, '第一条', '[]', 19, 37, NULL, NULL, '[[19, 37]]', X'000000000000872c000000000000ca3287300000872c000000000000872c872c872c00008730872cca32872c0000000000008730872c00000000872c872c283b', X'000000006b2c6b2c0000000000006b306b3000006b2c0000000000006b2c6b2c6b2c00006b306b2c6b346b2c0000000000006b306b2c0000000000006b2c283b');
INSERT INTO passages ("id", "document_id", "number", "locator", "headings", "start", "end", "lead_start", "lead_end", "sentences", "vector", "sentence_vectors") VALUES (2, 1, 1, '第二条', '[]', 38, 56, NULL, NULL, '[[38, 56]]', X'873087300000872c00000000872c872c0000873000000000000000000000872cca320000ca32872c0000872c000000000000872c0000872c0000872c872c283b', X'87308730872c872c00000000872c00000000873000000000000000000000872cca320000ca32872c872c872c000000000000872c0000872c00000000872c283b');
CREATE TABLE votes ( answer_id INTEGER NOT NULL, user_id BIGINT NOT NULL, useful BOOLEAN NOT NULL, voted_at DATETIME NOT NULL, PRIMARY KEY (answer_id, user_id), FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE );
INSERT INTO votes ("answer_id", "user_id", "useful", "voted_at") VALUES (1, 11, 1, '2026-02-02 01:00:00.000000');
