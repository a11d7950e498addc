BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE appointment (
	stream TEXT NOT NULL, 
	appointment_id TEXT NOT NULL, 
	counter_no INTEGER NOT NULL, 
	slot_at_us INTEGER NOT NULL, 
	business_date TEXT NOT NULL, 
	code TEXT NOT NULL, 
	case_id TEXT, 
	visit_id TEXT, 
	cancelled INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_appointment PRIMARY KEY (stream, appointment_id)
);
CREATE TABLE call_day (
	stream TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	since_priority INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_call_day PRIMARY KEY (stream, business_date)
);
INSERT INTO "call_day" VALUES('150502000','2026-11-23',4);
CREATE TABLE case_ (
	stream TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	case_code TEXT NOT NULL, 
	state TEXT NOT NULL, 
	open INTEGER DEFAULT 0 NOT NULL, 
	source TEXT NOT NULL, 
	visit_id TEXT, 
	category TEXT, 
	town TEXT, 
	party_count INTEGER, 
	amount_fen INTEGER, 
	receipt_code_hash TEXT NOT NULL, 
	registered_at_us INTEGER NOT NULL, 
	answer_by TEXT, 
	soon_at_us INTEGER, 
	due_at_us INTEGER, 
	clock_untrusted INTEGER DEFAULT 0 NOT NULL, registered_by TEXT, decided_by TEXT, 
	CONSTRAINT pk_case_ PRIMARY KEY (stream, case_id), 
	CONSTRAINT uq_case__stream_case_code UNIQUE (stream, case_code)
);
INSERT INTO "case_" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bfaecac665','ZZ150502000261123100179','registered',1,'kiosk','01a22fe1-3340-7154-8a1b-10bee8dc1188','neighbour','150502003',2,NULL,'7b05d474b20e05784704eeda56639fc9a7233f0a0dc52cb935d8156b8775f72e',1795397402441611,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be57d0c155d','ZZ150502000261123100276','registered',1,'kiosk','01a22fe1-34c9-7079-89c1-4be488bce58e','neighbour','150502003',2,NULL,'685e298bca368e80faf83ec0b9df5674e753c90b6264c37f960cfad1ba32a1fd',1795397462835219,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe1-350d-715d-8847-f36b7ab18eb8','ZZ150502000261123100373','registered',1,'kiosk','01a22fe1-350d-715d-8847-f36a071e4140','neighbour','150502003',2,NULL,'1b28ab04d4f8b580ee247e2a4b2ef81eaecbf9d85bced5e94445928d20cc3bfd',1795397522903245,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e9aeca8c55','ZZ150502000261123100470','registered',1,'kiosk','01a22fe1-3533-73c7-991e-d2e80da2289c','neighbour','150502003',2,NULL,'edcc18b88378ffcdcbef3185f8266d208db31db9cee3165673100f5f5bf554c1',1795397582941104,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc584693e9fd','ZZ150502000261123200186','registered',1,'kiosk','01a22fe4-21f7-74e1-8fae-fc572e5f92cf','neighbour','150502003',2,NULL,'870bc622b7233fd2a9535eee54329d509c1cf100689db5e49d4802a8c2186b8c',1795397834624830,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe4-2351-722e-ac27-107e744a59e2','ZZ150502000261123200283','registered',1,'kiosk','01a22fe4-2351-722e-ac27-107d1d5f4a3b','neighbour','150502003',2,NULL,'cf210b7714c997a161acb60b668fea97906c3ee694fdce01d625a631d8bfa0d1',1795397894971205,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3312f91250','ZZ150502000261123200380','registered',1,'kiosk','01a22fe4-237c-75ca-84d2-9e3219fcc867','neighbour','150502003',2,NULL,'287c822717372d89dfe2a9c472fa9ac9f2941d480238a171a889884c62a52527',1795397955013777,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
INSERT INTO "case_" VALUES('150502000','01a22fe4-2399-77bf-8163-6a15307fa69b','ZZ150502000261123200477','registered',1,'kiosk','01a22fe4-2399-77bf-8163-6a1425849318','neighbour','150502003',2,NULL,'abce80cbc2e2f329d85d56598d3f077ab6bd3cf180e935a560723b8ef529736b',1795398015043133,'2026-11-26',1795449600000000,1795708800000000,0,NULL,NULL);
CREATE TABLE case_key (
	stream TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	ephemeral TEXT NOT NULL, 
	nonce TEXT NOT NULL, 
	ciphertext TEXT NOT NULL, 
	CONSTRAINT pk_case_key PRIMARY KEY (stream, case_id, reader)
);
INSERT INTO "case_key" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bfaecac665','centre','ZUTx44cZwYq4iBnLSiVRwoKeHtRp1I4Vu/RV8TxRbSE=','7XDaJqdZKAbZlhqC','vj8ZUHQZ6pEexJI/FVDObgjOJhD6W4dYZ5bLeDTRGxAYv7FwHQ0EuNlUaIrzNNB1');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bfaecac665','hall:150502000','wJHypa2mheFTI/pE+a35LUkn2SmRPsKjWebsAm028T8=','wSXLRbr4qkMMoIT/','n/vZU2bGhMqS2QckbK6RRViYXHjAbUBJCbwFX+YPGj/mq9pSRPrO84D4NuRV6S3j');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be57d0c155d','centre','1FOaeJ/RvAJR5hnHivT9E1lv4qIhSQw5BiKo8wyMSnw=','F0GkvDHsipNHjGZb','fGWxoAOyw+codkRpZG1XGjuNaZJxiYDbpgpkDaE4AH8Y/3GLi7tLxFeLNlwV8uB0');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be57d0c155d','hall:150502000','xq1pAucAQ44yIasJ/v69UW5MS/2xLdW5NoESha0WSWs=','bjRe1EmRrUmUVh+3','58DPSlVCPo/RC4xSe+PKVgL51oXhKzUQCGZCIa9WkSSknMIi1PLuuWKxWfol9m1B');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-350d-715d-8847-f36b7ab18eb8','centre','j8SWaWYU/wBAH7DWbj1ASHSdbbMoHhSxe12b2mohhic=','tdSIcP5J3Tp5GeLj','/UOtqwyvyuMFpwPhIv9TN9IAuZx+xfDm8fToI/lF9UMB0xnIf9IYLbNgL36UuVDG');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-350d-715d-8847-f36b7ab18eb8','hall:150502000','hgTZkE3Q3HSINPYv+ON0cBYaaN8ByjZhllvBYEwAoyo=','+veZ7GAzTnBH/YDQ','p6Ke8EQdpCi+xjXAtsYuxLBF3Nx2Xtzqv89m2TYjdjP8y26YMAtbZoUQl62vyW11');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e9aeca8c55','centre','7rCy06+jmxA2a63NJpoQMWGSYCMpz7XAxg3ikLhrwVQ=','AF8ErMbQMUMV/Wy+','Zh9AgW4SwdvvIL1T8HU1jZfIJSin/kmmULYhmbInp5wbwg8it3hAtQN9RpXs+6+q');
INSERT INTO "case_key" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e9aeca8c55','hall:150502000','ZvoCXUxZz6HtcucpWr9KI1uaVtmvA5z+aKF1uQkyryU=','ITQoA1Uu0I5y2988','cVxjPM10rciiWA5epRLzJ/9gg5+sAjq06vxSX9ckqVrgAZ3xkeqb6VSJW2CZDEuU');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc584693e9fd','centre','IOcg+FsWHy0MypHtbcxRNjfyeUttuj6gp+V+H0rRVkw=','aPH4Ms72SPKRdSzO','sztm1PXOngFZdYit36/uo5oLfbkh+R6e8YmHTppFXXi23f7wI9DT3b+0MWq4o8wv');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc584693e9fd','hall:150502000','fOqD5jqCP6CTfRZkJuMVS8XG6DtyzipJfxbvBKZtyS8=','h75U7l1JocMKI1Sp','LlIujr5qO81ZRLDYZsoaQQwXxk1r+8yA7ExyleN/z8/EvlsXqC3pz8OcQLHB5KnU');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-2351-722e-ac27-107e744a59e2','centre','K0xu6xQO7sJtJYL3ajO52gy/cpS3AT0ihJ5qI3c67TA=','XKgAbLhHxy7innY1','KZ+zMJro8cbyCXCoraCXzwC0OvfrwlM++xDGTdO7uTNOeEcQKzjR8uEVwvkIKPjk');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-2351-722e-ac27-107e744a59e2','hall:150502000','1mr5qzx+lWQWiKNeqlyw/dvdGfRkCg1e0H/Xav5U3Hw=','NqLyr+MA3vZ+0mlm','B37z7Yt8oTSoleqZrLy9emalefpK+fjtjQWeHCkvcgJiUNVh9mQRqIYc8Bgplg3B');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3312f91250','centre','TJoLJHiN8BpZEJR+gVKdm4LRxzk+0UFa4VwUT6NVazk=','HS71GqdfyJI7OplN','70A8QvXbX4PDCPnsJSY2j6ouzk/voajx6Jpn0HJQeW/6aWleFWXwFVwAe+SRXiar');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3312f91250','hall:150502000','+EeB845zdwMkhJOy+TOOk/4FmoP3uL83CQr6QYYbtC4=','Pi/eGcLDf/kjUi93','qbrUCjORd6jn4B5HQntWE5ditMvZmV5j5yQhvGuRl3RSkW0ocTcgqrv5NV/4xyFT');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-2399-77bf-8163-6a15307fa69b','centre','fgCOF4i8ZYTggQBctq64xzVAboBW7JaxSwMM8thCFw8=','gaUa4ryR1dUmUcbP','MRoWVE6+sgnNIf5YrxCjaaN96oIqRh7JZtvwsL6UJ8/7i84O5Axjd9tHMn6UIBTq');
INSERT INTO "case_key" VALUES('150502000','01a22fe4-2399-77bf-8163-6a15307fa69b','hall:150502000','n73VlG6/Yl8d1TgaPQu7OXMCsYU0EMzohAi3l6Cyhl4=','Zr8G1nzPsMmU4rhB','od24xjMO4ir8S3tzyspZfiwJ8p+KGtYFQX10GClkZiYd1KK8SauIoYoZGhDOL3kt');
CREATE TABLE case_search (
	stream TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	masked_name TEXT NOT NULL, 
	pinyin TEXT NOT NULL, 
	CONSTRAINT pk_case_search PRIMARY KEY (stream, case_id)
);
CREATE TABLE clock (
	stream TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	started_at_us INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	soon_at_us INTEGER NOT NULL, 
	due_at_us INTEGER NOT NULL, 
	due_date TEXT NOT NULL, 
	running INTEGER DEFAULT 0 NOT NULL, 
	passed INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_clock PRIMARY KEY (stream, case_id, kind, started_at_us)
);
INSERT INTO "clock" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bfaecac665','accept',1795397402441611,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be57d0c155d','accept',1795397462835219,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe1-350d-715d-8847-f36b7ab18eb8','accept',1795397522903245,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e9aeca8c55','accept',1795397582941104,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc584693e9fd','accept',1795397834624830,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe4-2351-722e-ac27-107e744a59e2','accept',1795397894971205,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3312f91250','accept',1795397955013777,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
INSERT INTO "clock" VALUES('150502000','01a22fe4-2399-77bf-8163-6a15307fa69b','accept',1795398015043133,'working_days',3,1795449600000000,1795708800000000,'2026-11-26',1,0);
CREATE TABLE "desk" (
	stream TEXT NOT NULL, 
	counter_no INTEGER NOT NULL, 
	staff_id TEXT, 
	since_us INTEGER NOT NULL, 
	paused INTEGER DEFAULT 0 NOT NULL, 
	paused_until_us INTEGER, 
	CONSTRAINT pk_desk PRIMARY KEY (stream, counter_no)
);
INSERT INTO "desk" VALUES('150502000',1,'s1',1795397402403148,0,NULL);
CREATE TABLE desk_day (
	stream TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	counter_no INTEGER NOT NULL, 
	served INTEGER DEFAULT 0 NOT NULL, 
	served_us INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_desk_day PRIMARY KEY (stream, business_date, counter_no)
);
INSERT INTO "desk_day" VALUES('150502000','2026-11-23',1,4,342606);
CREATE TABLE desk_stint (
	stream TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	called_at_us INTEGER NOT NULL, 
	business_date TEXT NOT NULL, 
	counter_no INTEGER NOT NULL, 
	queue TEXT NOT NULL, 
	freed_at_us INTEGER, 
	CONSTRAINT pk_desk_stint PRIMARY KEY (stream, visit_id, called_at_us)
);
INSERT INTO "desk_stint" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bee8dc1188',1795397462565198,'2026-11-23',1,'A',1795397462783713);
INSERT INTO "desk_stint" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be488bce58e',1795397643012692,'2026-11-23',1,'A',1795397643218857);
INSERT INTO "desk_stint" VALUES('150502000','01a22fe1-350d-715d-8847-f36a071e4140',1795397894774094,'2026-11-23',1,'A',1795397894950877);
INSERT INTO "desk_stint" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e80da2289c',1795398075076134,'2026-11-23',1,'A',1795398075118834);
CREATE TABLE duty (
	stream TEXT NOT NULL, 
	staff_id TEXT NOT NULL, 
	in_at_us INTEGER NOT NULL, 
	business_date TEXT NOT NULL, 
	role TEXT NOT NULL, 
	counter_no INTEGER, 
	out_at_us INTEGER, 
	out_reason TEXT, 
	CONSTRAINT pk_duty PRIMARY KEY (stream, staff_id, in_at_us)
);
INSERT INTO "duty" VALUES('150502000','s1',1795397402403148,'2026-11-23','reception',1,NULL,NULL);
CREATE TABLE evaluation (
	stream TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	subject_id TEXT NOT NULL, 
	overall INTEGER NOT NULL, 
	levels TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_evaluation PRIMARY KEY (stream, subject, subject_id)
);
CREATE TABLE event (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	aggregate TEXT NOT NULL, 
	tenure INTEGER NOT NULL, 
	node TEXT NOT NULL, 
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hlc INTEGER NOT NULL, 
	at_us INTEGER NOT NULL, 
	received_at_us INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	v INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	policy_rev TEXT NOT NULL, 
	body TEXT NOT NULL, 
	prev TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (stream, position), 
	CONSTRAINT uq_event_stream_id UNIQUE (stream, id), 
	CONSTRAINT uq_event_stream_node_epoch_seq UNIQUE (stream, node, epoch, seq)
);
INSERT INTO "event" VALUES('150502000',1,'01a22fe1-3329-70af-9b2e-0ce8857b6aa7','desk:1',1,'hall:150502000',1,1,117663164163883008,1795397402403148,1795397402403148,'desk_opened',1,'staff:s1','01a22fe1-3319-7334-af67-b2b15fadb45a','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','','c82539ab60871a11180e5038503e848608ec99caa5d965691e8f75c8b24ce87a');
INSERT INTO "event" VALUES('150502000',2,'01a22fe1-3336-7615-9a69-5c64b34cc9de','staff:s1',1,'hall:150502000',1,2,117663164163883009,1795397402403148,1795397402403148,'staff_signed_in',1,'staff:s1','01a22fe1-3319-7334-af67-b2b15fadb45a','0d80760d9a20','{"staff_id":"s1","role":"reception","counter_no":1}','c82539ab60871a11180e5038503e848608ec99caa5d965691e8f75c8b24ce87a','de44c04797656704315e5c7cf9b655e879a91ea5e61a8a2c4bbed6a3edaf13e0');
INSERT INTO "event" VALUES('150502000',3,'01a22fe1-3368-7371-82d9-9e9cc00b4b1d','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,3,117663164167028736,1795397402441611,1795397402451622,'ticket_issued',1,'kiosk:k1','01a22fe1-3340-7154-8a1b-10bee8dc1188','0d80760d9a20','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:28:02.441611+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"491b72f4aac6bef73d39d8f5e2ba1758a7799ae07e60b7a8388cc03fcaf99aea","case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","wait_low_s":0,"wait_mean_s":0,"wait_high_s":0}','de44c04797656704315e5c7cf9b655e879a91ea5e61a8a2c4bbed6a3edaf13e0','7148fa4c16ef6ded5fa065b6cd49560ff637a38081dee160135caa4c49ca04fb');
INSERT INTO "event" VALUES('150502000',4,'01a22fe1-3369-71f7-851a-cec83c21f3f3','case:01a22fe1-3340-7154-8a1b-10bfaecac665',1,'hall:150502000',1,4,117663164167028737,1795397402441611,1795397402451622,'case_registered',1,'kiosk:k1','01a22fe1-3340-7154-8a1b-10bee8dc1188','0d80760d9a20','{"case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","case_code":"ZZ150502000261123100179","visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","nonce":"1+UXKedRYXBeuV+d","ciphertext":"822y9W4ieIGRNiuajahJx3W4mkZnjMmuPEfFFYITdLb0wUPDqOjzAJaeJQzc1QNZMkE1nDjIMxELcF1e5qehJ2lkO40pFwKxINBx58RauQ56ZVaL1P59XSWPnoq9+in6nsDNhEW+4X8MX2WZ279Vw9+O8aWy9XPB0UIq6XIgdtlVlJXRE9hZNheB1m1xxNOdLCGKTtg/yMLAnrzjW5zTH2I5jmFy2bhZhFFMGWvD254kPOx5GmK2XEhksXspyXS/D0QKGKZO//mAueBSxaRnYwtEm4LAYG4m2f/BigxWuXzmZQbrePJL+JCXIFu9I8kS1fZtFfj55yIHIA5nQ+EnTSA1WVrJchsH"}},"receipt_code_hash":"7b05d474b20e05784704eeda56639fc9a7233f0a0dc52cb935d8156b8775f72e","confirmed_at":"2026-11-23T09:30:02.441611+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:30:02.441611+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','7148fa4c16ef6ded5fa065b6cd49560ff637a38081dee160135caa4c49ca04fb','b287946b1c99f77bfae8763fd8c49a5234352711a0a91c52bd8b1709a8d57817');
INSERT INTO "event" VALUES('150502000',5,'01a22fe1-33c1-77af-abbd-92f3eb5536ab','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,5,117663168106659840,1795397462565198,1795397462565198,'number_called',1,'staff:s1','01a22fe1-33bb-74a7-843c-973bddbc2ea8','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A001"],"ages_s":[180],"serves":["A"],"called_at":"2026-11-23T09:31:02.565198+08:00"}','b287946b1c99f77bfae8763fd8c49a5234352711a0a91c52bd8b1709a8d57817','7f0a5d1ffdd834b976591f65cf83a76e35f153c1dc0bb5b1dbdf9a3ac42ba241');
INSERT INTO "event" VALUES('150502000',6,'01a22fe1-342a-74d5-b196-5594e9874e39','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,6,117663168113803264,1795397462674852,1795397462674852,'service_started',1,'staff:s1','01a22fe1-33bb-74a7-843c-973ac0b870e3','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','7f0a5d1ffdd834b976591f65cf83a76e35f153c1dc0bb5b1dbdf9a3ac42ba241','5c847e2f8c620bb0e8948091faf01b7f4c25df2dc282fe2040787bed9442bda3');
INSERT INTO "event" VALUES('150502000',7,'01a22fe1-3446-755e-af49-85a56c439bac','case:01a22fe1-3340-7154-8a1b-10bfaecac665',1,'hall:150502000',1,7,117663168115703808,1795397462703027,1795397462703027,'person_read',1,'staff:s1','01a22fe1-3445-7202-8853-e9738cdca163','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','5c847e2f8c620bb0e8948091faf01b7f4c25df2dc282fe2040787bed9442bda3','0d41721450de721e6d494491ed5688394279e9dd0c9c16aa08ca80f4f56e50d0');
INSERT INTO "event" VALUES('150502000',8,'01a22fe1-3496-7644-a25e-b053aae5563e','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,8,117663168120946688,1795397462783713,1795397462783713,'visit_ended',1,'staff:s1','01a22fe1-3496-7644-a25e-b052e45df6ac','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','0d41721450de721e6d494491ed5688394279e9dd0c9c16aa08ca80f4f56e50d0','5fd55aea3fe1c0132b2fd10c83a89df303800cf0e9417cc5d7e12839897f9c05');
INSERT INTO "event" VALUES('150502000',9,'01a22fe1-34f4-7382-9c40-23198f2a8a57','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,9,117663168124878848,1795397462835219,1795397462843908,'ticket_issued',1,'kiosk:k1','01a22fe1-34c9-7079-89c1-4be488bce58e','0d80760d9a20','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:29:02.835219+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"1fe7d1f09f6e0f0d462903dad1ec68dc9e135fac4d45f8947fd9181f61bbe3b3","case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","wait_low_s":0,"wait_mean_s":0,"wait_high_s":0}','5fd55aea3fe1c0132b2fd10c83a89df303800cf0e9417cc5d7e12839897f9c05','83121cfeeaedc75be92d6e3d433bd1c1743f1fcaf53065d0dff1fe906fd4e57f');
INSERT INTO "event" VALUES('150502000',10,'01a22fe1-34f4-7382-9c40-231a6a3754a5','case:01a22fe1-34c9-7079-89c1-4be57d0c155d',1,'hall:150502000',1,10,117663168124878849,1795397462835219,1795397462843908,'case_registered',1,'kiosk:k1','01a22fe1-34c9-7079-89c1-4be488bce58e','0d80760d9a20','{"case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","case_code":"ZZ150502000261123100276","visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","nonce":"8IHFt1OBmbwVsEy4","ciphertext":"/ZSbX8h2r9gFGTdd3dzh7QBj4fgU/IMMbx+OXp3Ug02swqs4I/j3UhPP2MYLUhWVohU8Uf0Oqy2Gj109WtmpmfFKdV2Gu5GQBRYaiOlGmPD9wyxF95rlCCBrmndffYKiaPK6qvOdtiarRoS5xKPc/oSZNb70e8h1zioDwKGcxmDnNfgRsbadPHpIM7Xr8tkmrXQDonfWpSvJDUqabN3L3UamMTVG55jbpqvxtu7Irr3s63ZjrRMz3eMs88q8uXu6MGdtlppWlfR2AporDBmnkSTWktuTJklVYrDrYqfdpDSll99o+3RU4AXqKsCRyzAmfLbGUE+IAEfxb1K58+lesdLC1QyDPfwS"}},"receipt_code_hash":"685e298bca368e80faf83ec0b9df5674e753c90b6264c37f960cfad1ba32a1fd","confirmed_at":"2026-11-23T09:31:02.835219+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:31:02.835219+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','83121cfeeaedc75be92d6e3d433bd1c1743f1fcaf53065d0dff1fe906fd4e57f','c564ee50eca61ad19fe78125a583a466e2d33020f1740be0ac27012d2f5e9ee7');
INSERT INTO "event" VALUES('150502000',11,'01a22fe1-352b-704d-b3cf-06186df6921a','visit:01a22fe1-350d-715d-8847-f36a071e4140',1,'hall:150502000',1,11,117663172061036544,1795397522903245,1795397522904172,'ticket_issued',1,'kiosk:k1','01a22fe1-350d-715d-8847-f36a071e4140','0d80760d9a20','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:30:02.903245+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"003ac2b1c7a1b4c95438a8056e744745f9ed2d957d0a990025b48173c9a72f87","case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","wait_low_s":165,"wait_mean_s":889,"wait_high_s":1955}','c564ee50eca61ad19fe78125a583a466e2d33020f1740be0ac27012d2f5e9ee7','95ea4e5c7913172c606f165f695d75a4c00a5582259d02e7c2f10ca069b95ef2');
INSERT INTO "event" VALUES('150502000',12,'01a22fe1-352b-704d-b3cf-0619477779ab','case:01a22fe1-350d-715d-8847-f36b7ab18eb8',1,'hall:150502000',1,12,117663172061036545,1795397522903245,1795397522904172,'case_registered',1,'kiosk:k1','01a22fe1-350d-715d-8847-f36a071e4140','0d80760d9a20','{"case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","case_code":"ZZ150502000261123100373","visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","nonce":"bSg3STxeVrqmVfQN","ciphertext":"ItMiTU6AzYX5/1eJJFfb5dy0nGNoE8JTPkIvR7wlpalfL+NINHc9KS5E1YU1HBKHxIxTs9jSZ2QJqI8K/Nm5NKC+fdoQMLQ+k1piN0B84lfO63Xt2k9V75BVev7Aq9h48cEHi0IuKInjkLfDI0f8FXMN2HL2xi5fYEbsuHGKgwP9Ii9b8A0RHy4rpKh/pdcWTKX5gq8f3ZUrZiqp8vF9OUgusHE9/Dm3Xvz0DDyoL1kjGlqZlXTZ9HnqEWpWIhGUVPzIa7nBsGLfyskkMr7nnPfKZltbL9gpZWKYwvIMYAqoQZrIt5HRLgnU0Nwv4J4m20+Fpo5XzjLlH7xdgSB65BKUGY5qWyVK"}},"receipt_code_hash":"1b28ab04d4f8b580ee247e2a4b2ef81eaecbf9d85bced5e94445928d20cc3bfd","confirmed_at":"2026-11-23T09:32:02.903245+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:32:02.903245+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','95ea4e5c7913172c606f165f695d75a4c00a5582259d02e7c2f10ca069b95ef2','d7268c9b006a019d2ffa22cfcc762fe1c71fadb3f3b3432ee62de0f78f9c5c1f');
INSERT INTO "event" VALUES('150502000',13,'01a22fe1-3547-7323-bc7f-1ac9f8e01abd','visit:01a22fe1-3533-73c7-991e-d2e80da2289c',1,'hall:150502000',1,13,117663175995686912,1795397582941104,1795397582942282,'ticket_issued',1,'kiosk:k1','01a22fe1-3533-73c7-991e-d2e80da2289c','0d80760d9a20','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:31:02.941104+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"8746a2d9fcb7ac061e0ca71b7cfaccff1c61ae55d9e23a3e170fad9c0c37d550","case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","wait_low_s":657,"wait_mean_s":1730,"wait_high_s":3230}','d7268c9b006a019d2ffa22cfcc762fe1c71fadb3f3b3432ee62de0f78f9c5c1f','36f71271c2be30286fdcab715aef869b1e33ad3cec47d94e0a1b01050ad2a8f6');
INSERT INTO "event" VALUES('150502000',14,'01a22fe1-3548-752e-b727-5e66715c78a0','case:01a22fe1-3533-73c7-991e-d2e9aeca8c55',1,'hall:150502000',1,14,117663175995686913,1795397582941104,1795397582942282,'case_registered',1,'kiosk:k1','01a22fe1-3533-73c7-991e-d2e80da2289c','0d80760d9a20','{"case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","case_code":"ZZ150502000261123100470","visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","nonce":"Ubm19rQxufaN5elz","ciphertext":"mWdFab/xyBqLqq6Ejaf3ZYetlTUcMuGUXgWFr3HsLOYzPhzPq9M9f9rqYcqnok2MFoLmBwkCjTeKRL+9HUC7es6u9luWjs3v+m1E9+rYDjPo1jJ6RPNxZjOe1wxbU86sZALeOoYmuFEeWiokGg8rTg5fE9m/Jt13TkTV4+qSoLxALs0yDKFcdjEhCrQYjWj7i7U0rqAzD9XvCzoVg4lUF6RT84WqrUD6qFIvbpKaRzafM74xNEJkN266xFD8zyb1XARzhPF0/D8rSpfkD4wrLaObolSiBqiFLZKYcW+WZt6jqrY471TBUKpH/xZskcMdhq/IgOdN9ksA8yKRwudbvWfp7cNjBMOh"}},"receipt_code_hash":"edcc18b88378ffcdcbef3185f8266d208db31db9cee3165673100f5f5bf554c1","confirmed_at":"2026-11-23T09:33:02.941104+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:33:02.941104+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','36f71271c2be30286fdcab715aef869b1e33ad3cec47d94e0a1b01050ad2a8f6','c81cdf66af5d4642dc069b1597f281dd9eb01838753526d6622517f4b91ed26c');
INSERT INTO "event" VALUES('150502000',15,'01a22fe1-357c-7049-8f40-fade1b3b07f4','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,15,117663179932434432,1795397643012692,1795397643012692,'number_called',1,'staff:s1','01a22fe1-357b-7793-b408-f40d4a3a1354','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A002","A003","A004"],"ages_s":[300,240,180],"serves":["A"],"called_at":"2026-11-23T09:34:03.012692+08:00"}','c81cdf66af5d4642dc069b1597f281dd9eb01838753526d6622517f4b91ed26c','fb94f21ac10ba90a008e8f050ff4d09516198de551b89a45456cbc37fa4d8aab');
INSERT INTO "event" VALUES('150502000',16,'01a22fe1-35cf-72e7-8fdd-6f74c0794a16','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,16,117663179937939456,1795397643096122,1795397643096122,'service_started',1,'staff:s1','01a22fe1-357b-7793-b408-f40cb29c6bbf','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','fb94f21ac10ba90a008e8f050ff4d09516198de551b89a45456cbc37fa4d8aab','986673462c21283196b7d9aebaec81c4b19b7cc4b087601757c05d71761d921d');
INSERT INTO "event" VALUES('150502000',17,'01a22fe1-3609-72da-ae60-c039625c59f0','case:01a22fe1-34c9-7079-89c1-4be57d0c155d',1,'hall:150502000',1,17,117663179941740544,1795397643154825,1795397643154825,'person_read',1,'staff:s1','01a22fe1-3609-72da-ae60-c038b9748f27','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','986673462c21283196b7d9aebaec81c4b19b7cc4b087601757c05d71761d921d','c1a16d7acdbcb210459fb3d5be04774a183c58728c50fabdd4dd222e1c6877d3');
INSERT INTO "event" VALUES('150502000',18,'01a22fe1-364a-74cd-894f-04b92ef2a095','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,18,117663179945934848,1795397643218857,1795397643218857,'visit_ended',1,'staff:s1','01a22fe1-3649-7000-a939-59c754ea6a91','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','c1a16d7acdbcb210459fb3d5be04774a183c58728c50fabdd4dd222e1c6877d3','f385196cfcd9d7065a62f9db21eb879b34121ea375c4567b6c2f26d88015e386');
INSERT INTO "event" VALUES('150502000',19,'01a22fe4-2240-7099-8de9-f42b1e168601','visit:01a22fe4-21f7-74e1-8fae-fc572e5f92cf',1,'hall:150502000',1,19,117663192490901504,1795397834624830,1795397834639159,'ticket_issued',1,'kiosk:k1','01a22fe4-21f7-74e1-8fae-fc572e5f92cf','0d80760d9a20','{"visit_id":"01a22fe4-21f7-74e1-8fae-fc572e5f92cf","ticket_no":"A005","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:35:14.624830+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"d96b9050b691598161345963b44a8db5c8a0e0fe6adbbd197fdefd86b39812f6","case_id":"01a22fe4-21f7-74e1-8fae-fc584693e9fd","wait_low_s":570,"wait_mean_s":1560,"wait_high_s":2961}','f385196cfcd9d7065a62f9db21eb879b34121ea375c4567b6c2f26d88015e386','bd39c82dfd1ed9b9d869771f42c178b78b137a5a067ffc521f6a6672f9df4c41');
INSERT INTO "event" VALUES('150502000',20,'01a22fe4-2240-7099-8de9-f42c38fab62a','case:01a22fe4-21f7-74e1-8fae-fc584693e9fd',1,'hall:150502000',1,20,117663192490901505,1795397834624830,1795397834639159,'case_registered',1,'kiosk:k1','01a22fe4-21f7-74e1-8fae-fc572e5f92cf','0d80760d9a20','{"case_id":"01a22fe4-21f7-74e1-8fae-fc584693e9fd","case_code":"ZZ150502000261123200186","visit_id":"01a22fe4-21f7-74e1-8fae-fc572e5f92cf","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe4-21f7-74e1-8fae-fc584693e9fd","nonce":"vuDbM5lG9KTqAnz4","ciphertext":"JWX1QlussRiGkWDgsIKmkt1S640xIIQXEIG9FxmgWH7R8TxRuZoMzYgLCzANjWCZ7ORIUe0pRzr/JklxAABlZ21rPsKQEJMhMa/2KaR2XJTGhojZzegfLzWCqt7rkYeTnOn/EasfwtDVPvWF8EBaOWxloTLfmS602OfY6gmRMFInGQ2LYYbCEcoUX0hxl+T7FAL834nRtoiFdtDgElhWAh2t5qSD/2a/bZYcLxb5DAttAB/iK1QH5HjfiQfn4Ap5Y6QdkcJsXSmbigZTZiwla+52lKS0MQzasl4OcU/+IYkCJURjQkq3Hx3/je7qbN1bN2kJWYFCBY0u+GOTMtFygVOQElGsrAxv"}},"receipt_code_hash":"870bc622b7233fd2a9535eee54329d509c1cf100689db5e49d4802a8c2186b8c","confirmed_at":"2026-11-23T09:37:14.624830+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:37:14.624830+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','bd39c82dfd1ed9b9d869771f42c178b78b137a5a067ffc521f6a6672f9df4c41','961045c657de5015841c53fc44d816fdad81f1a2a96349c2980bc5b5c60e7b16');
INSERT INTO "event" VALUES('150502000',21,'01a22fe4-228f-766c-bd81-69a8b2e17ad2','visit:01a22fe1-350d-715d-8847-f36a071e4140',1,'hall:150502000',1,21,117663196431908864,1795397894774094,1795397894774094,'number_called',1,'staff:s1','01a22fe4-228c-7313-af9f-c5ce1d27aeb4','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A003","A004","A005"],"ages_s":[491,431,180],"serves":["A"],"called_at":"2026-11-23T09:38:14.774094+08:00"}','961045c657de5015841c53fc44d816fdad81f1a2a96349c2980bc5b5c60e7b16','32c0512556ea9816395e82dac092e762321a3e35e05cf22fd42e53035ff904d4');
INSERT INTO "event" VALUES('150502000',22,'01a22fe4-22e6-7107-aa33-e47c06a8a58c','visit:01a22fe1-350d-715d-8847-f36a071e4140',1,'hall:150502000',1,22,117663196437741568,1795397894863879,1795397894863879,'service_started',1,'staff:s1','01a22fe4-228c-7313-af9f-c5cdd1a7c4d5','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','32c0512556ea9816395e82dac092e762321a3e35e05cf22fd42e53035ff904d4','053b004102eaeda2104a3a3cbbbb9b727b9bd9d0b7c07d3ca0db405c597dce51');
INSERT INTO "event" VALUES('150502000',23,'01a22fe4-2308-77c4-b6f9-4c1208bc6b3e','case:01a22fe1-350d-715d-8847-f36b7ab18eb8',1,'hall:150502000',1,23,117663196439969792,1795397894897300,1795397894897300,'person_read',1,'staff:s1','01a22fe4-2307-76e2-9c0f-b877cdb9426c','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','053b004102eaeda2104a3a3cbbbb9b727b9bd9d0b7c07d3ca0db405c597dce51','2ae6dfad8625e5fee017dda94e8a60d93a8cd1b9b4de96a751c799e6c4c37e9d');
INSERT INTO "event" VALUES('150502000',24,'01a22fe4-233e-76d6-b880-f7e6fb483307','visit:01a22fe1-350d-715d-8847-f36a071e4140',1,'hall:150502000',1,24,117663196443443200,1795397894950877,1795397894950877,'visit_ended',1,'staff:s1','01a22fe4-233d-70c3-87f9-de01cfcaaf26','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','2ae6dfad8625e5fee017dda94e8a60d93a8cd1b9b4de96a751c799e6c4c37e9d','5baaf9984947d7b9c3fe6b819ec7ae0af7b6518a4cc168ea196e1586c23791a1');
INSERT INTO "event" VALUES('150502000',25,'01a22fe4-2364-74bd-8d06-771812ff58c3','visit:01a22fe4-2351-722e-ac27-107d1d5f4a3b',1,'hall:150502000',1,25,117663196444884992,1795397894971205,1795397894972657,'ticket_issued',1,'kiosk:k1','01a22fe4-2351-722e-ac27-107d1d5f4a3b','0d80760d9a20','{"visit_id":"01a22fe4-2351-722e-ac27-107d1d5f4a3b","ticket_no":"A006","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:36:14.971205+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"dea0aed466fabd0f5ad0b5fc0dd7bf49097276e893c22c89d0a1771bae09ab44","case_id":"01a22fe4-2351-722e-ac27-107e744a59e2","wait_low_s":505,"wait_mean_s":1418,"wait_high_s":2722}','5baaf9984947d7b9c3fe6b819ec7ae0af7b6518a4cc168ea196e1586c23791a1','36d7c01cf475c2c1530f3498a77ae915f6e72a6cc9e9e955f000e2ab26c39acb');
INSERT INTO "event" VALUES('150502000',26,'01a22fe4-2364-74bd-8d06-77193a647373','case:01a22fe4-2351-722e-ac27-107e744a59e2',1,'hall:150502000',1,26,117663196444884993,1795397894971205,1795397894972657,'case_registered',1,'kiosk:k1','01a22fe4-2351-722e-ac27-107d1d5f4a3b','0d80760d9a20','{"case_id":"01a22fe4-2351-722e-ac27-107e744a59e2","case_code":"ZZ150502000261123200283","visit_id":"01a22fe4-2351-722e-ac27-107d1d5f4a3b","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe4-2351-722e-ac27-107e744a59e2","nonce":"yij00DlZg68IgArn","ciphertext":"I0lTLyvuT071+Jf4jaVWfwz53V93z/5meO7mq/uL4CPqaIEu3oNWFdhP+yb4IV9yPFR0wF1i9nJIgKT6nj6oHkXaNRzL85Cr82uppUnPMP+JWvlHhhqsDZlBVktR2UJ5JyV+dEAbMl9UhKAgIzr3DwuTSPOj3N5LGvnNEWpNeHasLGl7lmicDBXykNpGCdcLgwlShXzQi/0wOIFlq+R0ZJxwIVLYPVEly7r6g+ek4Z//RC9Ef5fWSvJLvYZPLn8tHsTQaQ7MQY839GWQ5ruxlNR9PQAl0U2eapy4XphSEf+WsTKqCZ9lr86VA673z//F+LupnSL+DSHv6z3TxP57e0zGRNwouEs5"}},"receipt_code_hash":"cf210b7714c997a161acb60b668fea97906c3ee694fdce01d625a631d8bfa0d1","confirmed_at":"2026-11-23T09:38:14.971205+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:38:14.971205+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','36d7c01cf475c2c1530f3498a77ae915f6e72a6cc9e9e955f000e2ab26c39acb','14e5c82fa893e4d878944f79d6f611d1ba0dc1f3e55bbfe313c9b1bc7369e9cf');
INSERT INTO "event" VALUES('150502000',27,'01a22fe4-2387-71e3-9e0f-68fa19ab043e','visit:01a22fe4-237c-75ca-84d2-9e3219fcc867',1,'hall:150502000',1,27,117663200379863040,1795397955013777,1795397955015170,'ticket_issued',1,'kiosk:k1','01a22fe4-237c-75ca-84d2-9e3219fcc867','0d80760d9a20','{"visit_id":"01a22fe4-237c-75ca-84d2-9e3219fcc867","ticket_no":"A007","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:37:15.013777+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"9dcf0ea7d07c51e7ee22738d84dc5106b2e7d00c9c3826e2ff1f5bdcaea7f5a8","case_id":"01a22fe4-237c-75ca-84d2-9e3312f91250","wait_low_s":915,"wait_mean_s":2101,"wait_high_s":3735}','14e5c82fa893e4d878944f79d6f611d1ba0dc1f3e55bbfe313c9b1bc7369e9cf','2a3295c9aa79d72ddd7e3005ec32ae167a38bc767596a37dcdf320ba4410c27e');
INSERT INTO "event" VALUES('150502000',28,'01a22fe4-2387-71e3-9e0f-68fbe0308924','case:01a22fe4-237c-75ca-84d2-9e3312f91250',1,'hall:150502000',1,28,117663200379863041,1795397955013777,1795397955015170,'case_registered',1,'kiosk:k1','01a22fe4-237c-75ca-84d2-9e3219fcc867','0d80760d9a20','{"case_id":"01a22fe4-237c-75ca-84d2-9e3312f91250","case_code":"ZZ150502000261123200380","visit_id":"01a22fe4-237c-75ca-84d2-9e3219fcc867","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe4-237c-75ca-84d2-9e3312f91250","nonce":"r1RgpK6E8K5iU2kt","ciphertext":"/9osLYETVlSvitse+rdXPiwFuGCfWRQxAmtpjcGE8XjUvvqwTGxaGCzY54huLHE17IYWd+j/UdojPSnfIpwiROS7avVBCXW73H/OeES+lOIe8+Of8eQOp4tkJ9wHrmC0of6GAqPWUqkKl1a34v1IhSxTp+QdMQuGT6dufwFL+3npA/foSF5zyK61vT0a7J5Nd3Ydn4eov0fVj0UgVRNAIdpKTosAI5u9DHAy+BJBB4t0L6sPL1AgFHCMj5EVEf7d1JMFK5q09QdGXSR0xR9/BJl0pAo+WooxW3TeuuiOeHaQUN+S7R/slQmdmIHr2SODGNdZyDZlu46QH4TFSvkECZeAaDpDAVR9"}},"receipt_code_hash":"287c822717372d89dfe2a9c472fa9ac9f2941d480238a171a889884c62a52527","confirmed_at":"2026-11-23T09:39:15.013777+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:39:15.013777+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','2a3295c9aa79d72ddd7e3005ec32ae167a38bc767596a37dcdf320ba4410c27e','7fc9611346ae88c5243984e84948772dc1cbdbba14398609b5fbd659790545c1');
INSERT INTO "event" VALUES('150502000',29,'01a22fe4-23a6-7740-a919-93c7534202bd','visit:01a22fe4-2399-77bf-8163-6a1425849318',1,'hall:150502000',1,29,117663204313923584,1795398015043133,1795398015044406,'ticket_issued',1,'kiosk:k1','01a22fe4-2399-77bf-8163-6a1425849318','0d80760d9a20','{"visit_id":"01a22fe4-2399-77bf-8163-6a1425849318","ticket_no":"A008","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:38:15.043133+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"ff9dbd1a2d15a41ffb3c145b091f4d47a7347b4d919559cf697de0bead36913d","case_id":"01a22fe4-2399-77bf-8163-6a15307fa69b","wait_low_s":1347,"wait_mean_s":2784,"wait_high_s":4721}','7fc9611346ae88c5243984e84948772dc1cbdbba14398609b5fbd659790545c1','e832226ca3253c1f3fd836780c2603b84720254a1eae1e0094a775838674df64');
INSERT INTO "event" VALUES('150502000',30,'01a22fe4-23a6-7740-a919-93c8489436b7','case:01a22fe4-2399-77bf-8163-6a15307fa69b',1,'hall:150502000',1,30,117663204313923585,1795398015043133,1795398015044406,'case_registered',1,'kiosk:k1','01a22fe4-2399-77bf-8163-6a1425849318','0d80760d9a20','{"case_id":"01a22fe4-2399-77bf-8163-6a15307fa69b","case_code":"ZZ150502000261123200477","visit_id":"01a22fe4-2399-77bf-8163-6a1425849318","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe4-2399-77bf-8163-6a15307fa69b","nonce":"QQKqLPcmjapW6a8a","ciphertext":"jbDLoppVaYgWZdArmy9QZpTOuvMl3dzQsuxBw44fDEKMCmdj9abxE0w824D7xeItd9dFbGQyOFW3uiat7+4k7UtV0e6bc6YgOo6obv15FIZK8UCt48HwT2Loiv7qTOtSP+wTZ3CjEaf0RCXWHqNoJwWg/KATXeIR7j8f86C9hx1alQPcfqV85LvrExE4nq6u5ETirmIqbOhYkWYUFUg3Q/+P88nAggbgw8sLFEG3Sa4BxeHyu7UbZZ1pTFRa72bKZad8xBK6gi5d5bICR2l3ayMZggZc11CfVrg1HOgfV+RmZNIRrc9B5QygNFJPXYzpu9p/9HBf2IB4u04nMmKYTq4rvj7suEh/"}},"receipt_code_hash":"abce80cbc2e2f329d85d56598d3f077ab6bd3cf180e935a560723b8ef529736b","confirmed_at":"2026-11-23T09:40:15.043133+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:40:15.043133+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','e832226ca3253c1f3fd836780c2603b84720254a1eae1e0094a775838674df64','a70af45647f815de1521268f357bf5b90fe8a48c411f22cdc33ecf75ecdd0c97');
INSERT INTO "event" VALUES('150502000',31,'01a22fe4-23bb-7702-bf87-5c1496889ef6','visit:01a22fe1-3533-73c7-991e-d2e80da2289c',1,'hall:150502000',1,31,117663208248180736,1795398075076134,1795398075076134,'number_called',1,'staff:s1','01a22fe4-23ba-7754-aa5e-b3e4b09fdb53','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A004","A005","A006","A007","A008"],"ages_s":[612,360,300,240,180],"serves":["A"],"called_at":"2026-11-23T09:41:15.076134+08:00"}','a70af45647f815de1521268f357bf5b90fe8a48c411f22cdc33ecf75ecdd0c97','a31d4ccd27fcf96f68cf5a87dce088b72d332e95e100d605dc6af2678e0f74a6');
INSERT INTO "event" VALUES('150502000',32,'01a22fe4-23cd-75cc-b11c-eaa04cdabc42','visit:01a22fe1-3533-73c7-991e-d2e80da2289c',1,'hall:150502000',1,32,117663208249360384,1795398075094822,1795398075094822,'service_started',1,'staff:s1','01a22fe4-23ba-7754-aa5e-b3e3b963eff8','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','a31d4ccd27fcf96f68cf5a87dce088b72d332e95e100d605dc6af2678e0f74a6','bc34586455052e740a1f013b2c8e0d3cff22f7e8322efd9c740303f094299157');
INSERT INTO "event" VALUES('150502000',33,'01a22fe4-23dd-7054-a808-618ed64b97d5','case:01a22fe1-3533-73c7-991e-d2e9aeca8c55',1,'hall:150502000',1,33,117663208250408960,1795398075110840,1795398075110840,'person_read',1,'staff:s1','01a22fe4-23dd-7054-a808-618da098a7e0','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','bc34586455052e740a1f013b2c8e0d3cff22f7e8322efd9c740303f094299157','5acdaa997b96ffa9a2e13da3da57dc2585d4f2169f62960420b8edb36c8f1da7');
INSERT INTO "event" VALUES('150502000',34,'01a22fe4-23e5-749d-95e6-3e75773ec4db','visit:01a22fe1-3533-73c7-991e-d2e80da2289c',1,'hall:150502000',1,34,117663208250933248,1795398075118834,1795398075118834,'visit_ended',1,'staff:s1','01a22fe4-23e5-749d-95e6-3e747bbae3fe','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','5acdaa997b96ffa9a2e13da3da57dc2585d4f2169f62960420b8edb36c8f1da7','66bdd93a6ec0bb91a6957b1cc0c42ded816537190e60087d3b443809aa89cc9a');
CREATE TABLE help_call (
	stream TEXT NOT NULL, 
	help_id TEXT NOT NULL, 
	kiosk_id TEXT NOT NULL, 
	page TEXT NOT NULL, 
	called_at_us INTEGER NOT NULL, 
	answered_by TEXT, 
	counter_no INTEGER, 
	answered_at_us INTEGER, 
	open INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_help_call PRIMARY KEY (stream, help_id)
);
CREATE TABLE lease (
	stream TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	queue TEXT NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	kiosk_id TEXT NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (stream, kind, business_date, queue, first)
);
CREATE TABLE list_filter (
	stream TEXT NOT NULL, 
	staff_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	asked TEXT NOT NULL, 
	saved_at_us INTEGER NOT NULL, 
	CONSTRAINT pk_list_filter PRIMARY KEY (stream, staff_id, name)
);
CREATE TABLE lookup_try (
	stream TEXT NOT NULL, 
	session_id TEXT NOT NULL, 
	case_code TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_lookup_try PRIMARY KEY (stream, session_id, case_code, at_us)
);
CREATE TABLE node_head (
	stream TEXT NOT NULL, 
	node TEXT NOT NULL, 
	epoch INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	hlc INTEGER NOT NULL, 
	CONSTRAINT pk_node_head PRIMARY KEY (stream, node)
);
INSERT INTO "node_head" VALUES('150502000','hall:150502000',1,34,'66bdd93a6ec0bb91a6957b1cc0c42ded816537190e60087d3b443809aa89cc9a',117663208250933248);
CREATE TABLE notice (
	stream TEXT NOT NULL, 
	notice_id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	open INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (stream, notice_id)
);
CREATE TABLE outbox (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	verdict TEXT, 
	reason TEXT, 
	CONSTRAINT pk_outbox PRIMARY KEY (stream, position)
);
INSERT INTO "outbox" VALUES('150502000',19,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',20,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',21,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',22,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',23,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',24,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',25,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',26,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',27,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',28,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',29,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',30,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',31,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',32,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',33,NULL,NULL);
INSERT INTO "outbox" VALUES('150502000',34,NULL,NULL);
CREATE TABLE outcome (
	stream TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	body_hash TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_outcome PRIMARY KEY (stream, command_id)
);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bee8dc1188','72b3e3958c78ec535c07b33dbe65dae6493e86d830450e49315c581373f0c421','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","people_ahead":0,"wait_low_min":0,"wait_high_min":0,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397402451622);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-33bb-74a7-843c-973bddbc2ea8','30361f25bd43744e1dbb507b67dc14d5c44b0319ece0db581f3516ee3dc42aeb','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","visit_state":"called","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:28:02.441611+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:31:02.565198+08:00","started_at":null,"case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397462565198);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-33bb-74a7-843c-973ac0b870e3','2a8acb9c3149a795576d2db3f1b3b6112fb65facbd4c35a3ab278f9c3c55439d','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","visit_state":"serving","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:28:02.441611+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:31:02.565198+08:00","started_at":"2026-11-23T09:31:02.674852+08:00","case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397462674852);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-3496-7644-a25e-b052e45df6ac','d0e7c0f5194421719edbf9ff78c40db6941fe942998fc016c5e3e7e32d535dfa','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","visit_state":"done","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:28:02.441611+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:31:02.565198+08:00","started_at":"2026-11-23T09:31:02.674852+08:00","case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397462783713);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be488bce58e','5945761d5130116e16649744434d9cf8fa64398873a5fbd3bf57ce002360036f','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","people_ahead":0,"wait_low_min":0,"wait_high_min":0,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397462843908);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-350d-715d-8847-f36a071e4140','b2fe76d80820865a7141ef07eca88de29d5991e405e25ba9973f1c098a6dcd61','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","people_ahead":1,"wait_low_min":2,"wait_high_min":33,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397522904172);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e80da2289c','26547adad7ad6140a723dabcacefbd5d4c9b18c6e214472f70ebb098b90ed346','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","people_ahead":2,"wait_low_min":10,"wait_high_min":54,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397582942282);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-357b-7793-b408-f40d4a3a1354','30361f25bd43744e1dbb507b67dc14d5c44b0319ece0db581f3516ee3dc42aeb','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","visit_state":"called","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:29:02.835219+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:34:03.012692+08:00","started_at":null,"case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397643012692);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-357b-7793-b408-f40cb29c6bbf','1477a11479f84ed95d4e9b986d7de24ee14f7882cbca8dfddbc24d7064f2aba4','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","visit_state":"serving","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:29:02.835219+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:34:03.012692+08:00","started_at":"2026-11-23T09:34:03.096122+08:00","case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397643096122);
INSERT INTO "outcome" VALUES('150502000','01a22fe1-3649-7000-a939-59c754ea6a91','524697a7f0c4af175d6550c67696e41d123712b9b418cb8b103c831b8ccc2891','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","visit_state":"done","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:29:02.835219+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:34:03.012692+08:00","started_at":"2026-11-23T09:34:03.096122+08:00","case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397643218857);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc572e5f92cf','27d71ddae4f559989357abb9da2f63a1e07f44828ebbc71d904be179a2e787fd','{"visit_id":"01a22fe4-21f7-74e1-8fae-fc572e5f92cf","ticket_no":"A005","queue":"A","people_ahead":2,"wait_low_min":9,"wait_high_min":50,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397834639159);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-228c-7313-af9f-c5ce1d27aeb4','30361f25bd43744e1dbb507b67dc14d5c44b0319ece0db581f3516ee3dc42aeb','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","visit_state":"called","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:30:02.903245+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:38:14.774094+08:00","started_at":null,"case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397894774094);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-228c-7313-af9f-c5cdd1a7c4d5','7f11daef2fe74f04a4a9eb87d6c16c65c6a6c099e7468693b5ee2781e687a223','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","visit_state":"serving","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:30:02.903245+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:38:14.774094+08:00","started_at":"2026-11-23T09:38:14.863879+08:00","case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397894863879);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-233d-70c3-87f9-de01cfcaaf26','4cd6c70ba060beaafc9498dd48dec1dd8f677daeb270780f20e253f7c13466da','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","visit_state":"done","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:30:02.903245+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:38:14.774094+08:00","started_at":"2026-11-23T09:38:14.863879+08:00","case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795397894950877);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-2351-722e-ac27-107d1d5f4a3b','14e7bf7ce92c3c7f93dde2facaef6fd49b6228d1b3de7d26c277ee869e13288c','{"visit_id":"01a22fe4-2351-722e-ac27-107d1d5f4a3b","ticket_no":"A006","queue":"A","people_ahead":2,"wait_low_min":8,"wait_high_min":46,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397894972657);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3219fcc867','0c307c0613c9e03eafee3b6b3503fe8342cab94c8283412eb9161e2fdd70db02','{"visit_id":"01a22fe4-237c-75ca-84d2-9e3219fcc867","ticket_no":"A007","queue":"A","people_ahead":3,"wait_low_min":15,"wait_high_min":63,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795397955015170);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-2399-77bf-8163-6a1425849318','045d649868cda1f8bc3dca33b3160d6fa252e24d64c3cdbd141575df1a27480e','{"visit_id":"01a22fe4-2399-77bf-8163-6a1425849318","ticket_no":"A008","queue":"A","people_ahead":4,"wait_low_min":22,"wait_high_min":79,"leased":false,"answer_by":"2026-11-26","business_date":"2026-11-23"}',1795398015044406);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-23ba-7754-aa5e-b3e4b09fdb53','30361f25bd43744e1dbb507b67dc14d5c44b0319ece0db581f3516ee3dc42aeb','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","visit_state":"called","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:31:02.941104+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:41:15.076134+08:00","started_at":null,"case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795398075076134);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-23ba-7754-aa5e-b3e3b963eff8','3bc2d06b5fac7263ffc2f624c44077e02dd13309979bc96aa9db87e51d4ec54f','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","visit_state":"serving","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:31:02.941104+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:41:15.076134+08:00","started_at":"2026-11-23T09:41:15.094822+08:00","case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795398075094822);
INSERT INTO "outcome" VALUES('150502000','01a22fe4-23e5-749d-95e6-3e747bbae3fe','8d464435b6ab9cd0583b53fb5978a162c21ca936d279a214676075a019476be9','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","visit_state":"done","category":"neighbour","party_count":2,"place_at":"2026-11-23T09:31:02.941104+08:00","leased":false,"has_matter":true,"counter_no":1,"calls_count":1,"called_at":"2026-11-23T09:41:15.076134+08:00","started_at":"2026-11-23T09:41:15.094822+08:00","case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","draft_id":null,"eligible_from_call":0,"for_counter":null,"appointment_at":null,"overtaken":0,"priority":null,"priority_verified":false,"hold_reason":null,"hold_until":null,"to_counter":null,"to_zone":null,"transfers":0,"by_hand":false,"twice":false}',1795398075118834);
CREATE TABLE paper (
	stream TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	paper TEXT NOT NULL, 
	job_id TEXT NOT NULL, 
	result TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (stream, visit_id, paper, job_id)
);
CREATE TABLE policy_revision (
	stream TEXT NOT NULL, 
	name TEXT NOT NULL, 
	text TEXT NOT NULL, 
	staff_id TEXT NOT NULL, 
	why TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_policy_revision PRIMARY KEY (stream, name)
);
CREATE TABLE quarantine (
	stream TEXT NOT NULL, 
	id TEXT NOT NULL, 
	node TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	received_at_us INTEGER NOT NULL, 
	event TEXT NOT NULL, 
	CONSTRAINT pk_quarantine PRIMARY KEY (stream, id)
);
CREATE TABLE queue_day (
	stream TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	queue TEXT NOT NULL, 
	last_given INTEGER DEFAULT 0 NOT NULL, 
	first_calls INTEGER DEFAULT 0 NOT NULL, 
	served INTEGER DEFAULT 0 NOT NULL, 
	served_us INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_queue_day PRIMARY KEY (stream, business_date, queue)
);
INSERT INTO "queue_day" VALUES('150502000','2026-11-23','A',8,4,4,342606);
CREATE TABLE search_cursor (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_search_cursor PRIMARY KEY (stream)
);
INSERT INTO "search_cursor" VALUES('150502000',18);
CREATE TABLE search_key (
	stream TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	key_hash TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	CONSTRAINT pk_search_key PRIMARY KEY (stream, kind, key_hash, case_id)
);
INSERT INTO "search_key" VALUES('150502000','name','3a6a3da7a7a1612c93e02ff7ed58d5ec224d71a295d5e72b2188ce1136267728','01a22fe1-3340-7154-8a1b-10bfaecac665');
INSERT INTO "search_key" VALUES('150502000','phone','16faddef2ef1198d450ed81e8fe471a2c51c5fca9d1854eb5258c0a603b679d4','01a22fe1-3340-7154-8a1b-10bfaecac665');
INSERT INTO "search_key" VALUES('150502000','other_side','e36c3e0ba94f6c3edc405881b322905f163ce505ed8b2f611b71277e4ecf44c7','01a22fe1-3340-7154-8a1b-10bfaecac665');
INSERT INTO "search_key" VALUES('150502000','name','3a6a3da7a7a1612c93e02ff7ed58d5ec224d71a295d5e72b2188ce1136267728','01a22fe1-34c9-7079-89c1-4be57d0c155d');
INSERT INTO "search_key" VALUES('150502000','phone','16faddef2ef1198d450ed81e8fe471a2c51c5fca9d1854eb5258c0a603b679d4','01a22fe1-34c9-7079-89c1-4be57d0c155d');
INSERT INTO "search_key" VALUES('150502000','other_side','e36c3e0ba94f6c3edc405881b322905f163ce505ed8b2f611b71277e4ecf44c7','01a22fe1-34c9-7079-89c1-4be57d0c155d');
INSERT INTO "search_key" VALUES('150502000','name','3a6a3da7a7a1612c93e02ff7ed58d5ec224d71a295d5e72b2188ce1136267728','01a22fe1-350d-715d-8847-f36b7ab18eb8');
INSERT INTO "search_key" VALUES('150502000','phone','16faddef2ef1198d450ed81e8fe471a2c51c5fca9d1854eb5258c0a603b679d4','01a22fe1-350d-715d-8847-f36b7ab18eb8');
INSERT INTO "search_key" VALUES('150502000','other_side','e36c3e0ba94f6c3edc405881b322905f163ce505ed8b2f611b71277e4ecf44c7','01a22fe1-350d-715d-8847-f36b7ab18eb8');
INSERT INTO "search_key" VALUES('150502000','name','3a6a3da7a7a1612c93e02ff7ed58d5ec224d71a295d5e72b2188ce1136267728','01a22fe1-3533-73c7-991e-d2e9aeca8c55');
INSERT INTO "search_key" VALUES('150502000','phone','16faddef2ef1198d450ed81e8fe471a2c51c5fca9d1854eb5258c0a603b679d4','01a22fe1-3533-73c7-991e-d2e9aeca8c55');
INSERT INTO "search_key" VALUES('150502000','other_side','e36c3e0ba94f6c3edc405881b322905f163ce505ed8b2f611b71277e4ecf44c7','01a22fe1-3533-73c7-991e-d2e9aeca8c55');
CREATE TABLE serial_day (
	stream TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	last_given INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_serial_day PRIMARY KEY (stream, business_date)
);
CREATE TABLE staff (
	stream TEXT NOT NULL, 
	staff_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	pin_hash TEXT NOT NULL, 
	failures INTEGER DEFAULT 0 NOT NULL, 
	locked_until_us INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_staff PRIMARY KEY (stream, staff_id)
);
INSERT INTO "staff" VALUES('150502000','s1','包某1','reception','$argon2id$v=19$m=8,t=1,p=1$7ZY0+uu0/yoInSXvN6N00w$AmOakJlIIJYtb1ksh7ylGsg6faTs70rbbQAN4igEWNQ',0,0);
INSERT INTO "staff" VALUES('150502000','s2','包某2','reception','$argon2id$v=19$m=8,t=1,p=1$ObK/smixlcNcAosdIicN0A$ZXjSj9H35XY2ERix1SCGRTOZpZ7dW0S7KH/urzFXPvU',0,0);
INSERT INTO "staff" VALUES('150502000','s3','包某3','reception','$argon2id$v=19$m=8,t=1,p=1$ODpOQZCigls3PkuFsyXW8A$AUFIok35LWFjeaYJdmwcDv+0zRHOE/PO+Ng0nfI0QkY',0,0);
INSERT INTO "staff" VALUES('150502000','s4','包某4','reception','$argon2id$v=19$m=8,t=1,p=1$If8RtCKzG05wMVE1GdJqmQ$eX5rsPNrkuBQIYkHUgCperyCxQ87WMJ84hi4eJ06Q2I',0,0);
INSERT INTO "staff" VALUES('150502000','s5','包某5','reception','$argon2id$v=19$m=8,t=1,p=1$KOPUwpsYpbYAvzD9sy1/8A$3QzVcNRnv1vZ7mUVAotFwG1jFfLUaWZP8N9hBx69hr4',0,0);
CREATE TABLE stream_head (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_stream_head PRIMARY KEY (stream)
);
INSERT INTO "stream_head" VALUES('150502000',34);
CREATE TABLE superseded_number (
	stream TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	ticket_no TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	stands_no TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_superseded_number PRIMARY KEY (stream, business_date, ticket_no)
);
CREATE TABLE supervision (
	stream TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	clock TEXT NOT NULL, 
	rung INTEGER NOT NULL, 
	"trigger" TEXT NOT NULL, 
	due_at_us INTEGER NOT NULL, 
	CONSTRAINT pk_supervision PRIMARY KEY (stream, item_id), 
	CONSTRAINT uq_supervision_stream_case_id_clock_rung UNIQUE (stream, case_id, clock, rung)
);
CREATE TABLE "visit" (
	stream TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	business_date TEXT NOT NULL, 
	ticket_no TEXT NOT NULL, 
	queue TEXT NOT NULL, 
	state TEXT NOT NULL, 
	place_at_us INTEGER NOT NULL, 
	issued_at_us INTEGER NOT NULL, 
	leased INTEGER DEFAULT 0 NOT NULL, 
	clock_untrusted INTEGER DEFAULT 0 NOT NULL, 
	kiosk_id TEXT NOT NULL, 
	ticket_code_hash TEXT NOT NULL, 
	calls_count INTEGER DEFAULT 0 NOT NULL, 
	returns_count INTEGER DEFAULT 0 NOT NULL, 
	eligible_from_call INTEGER DEFAULT 0 NOT NULL, 
	counter_no INTEGER, 
	called_to INTEGER, 
	call_no INTEGER DEFAULT 0 NOT NULL, 
	called_at_us INTEGER, 
	started_at_us INTEGER, 
	ended_at_us INTEGER, 
	case_id TEXT, 
	draft_id TEXT, 
	category TEXT, 
	party_count INTEGER, 
	for_counter INTEGER, 
	overtaken INTEGER DEFAULT 0 NOT NULL, 
	first_called_at_us INTEGER, 
	staff_id TEXT, 
	hold_reason TEXT, 
	hold_until_us INTEGER, 
	postponements INTEGER DEFAULT 0 NOT NULL, 
	to_counter INTEGER, 
	to_zone TEXT, 
	transfers INTEGER DEFAULT 0 NOT NULL, 
	priority TEXT, 
	priority_verified INTEGER DEFAULT 0 NOT NULL, 
	appointment_at_us INTEGER, 
	end_reason TEXT, 
	by_hand INTEGER DEFAULT 0 NOT NULL, 
	twice INTEGER DEFAULT 0 NOT NULL, 
	wait_low_s INTEGER, 
	wait_mean_s INTEGER, 
	wait_high_s INTEGER, 
	CONSTRAINT pk_visit PRIMARY KEY (stream, visit_id), 
	CONSTRAINT uq_visit_stream_business_date_ticket_no UNIQUE (stream, business_date, ticket_no)
);
INSERT INTO "visit" VALUES('150502000','01a22fe1-3340-7154-8a1b-10bee8dc1188','2026-11-23','A001','A','done',1795397282441611,1795397402441611,0,0,'k1','491b72f4aac6bef73d39d8f5e2ba1758a7799ae07e60b7a8388cc03fcaf99aea',1,0,0,1,1,1,1795397462565198,1795397462674852,1795397462783713,'01a22fe1-3340-7154-8a1b-10bfaecac665',NULL,NULL,NULL,NULL,0,1795397462565198,'s1',NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,0,0,0);
INSERT INTO "visit" VALUES('150502000','01a22fe1-34c9-7079-89c1-4be488bce58e','2026-11-23','A002','A','done',1795397342835219,1795397462835219,0,0,'k1','1fe7d1f09f6e0f0d462903dad1ec68dc9e135fac4d45f8947fd9181f61bbe3b3',1,0,0,1,1,1,1795397643012692,1795397643096122,1795397643218857,'01a22fe1-34c9-7079-89c1-4be57d0c155d',NULL,NULL,NULL,NULL,0,1795397643012692,'s1',NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,0,0,0);
INSERT INTO "visit" VALUES('150502000','01a22fe1-350d-715d-8847-f36a071e4140','2026-11-23','A003','A','done',1795397402903245,1795397522903245,0,0,'k1','003ac2b1c7a1b4c95438a8056e744745f9ed2d957d0a990025b48173c9a72f87',1,0,0,1,1,1,1795397894774094,1795397894863879,1795397894950877,'01a22fe1-350d-715d-8847-f36b7ab18eb8',NULL,NULL,NULL,NULL,0,1795397894774094,'s1',NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,165,889,1955);
INSERT INTO "visit" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e80da2289c','2026-11-23','A004','A','done',1795397462941104,1795397582941104,0,0,'k1','8746a2d9fcb7ac061e0ca71b7cfaccff1c61ae55d9e23a3e170fad9c0c37d550',1,0,0,1,1,1,1795398075076134,1795398075094822,1795398075118834,'01a22fe1-3533-73c7-991e-d2e9aeca8c55',NULL,NULL,NULL,NULL,0,1795398075076134,'s1',NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,657,1730,3230);
INSERT INTO "visit" VALUES('150502000','01a22fe4-21f7-74e1-8fae-fc572e5f92cf','2026-11-23','A005','A','waiting',1795397714624830,1795397834624830,0,0,'k1','d96b9050b691598161345963b44a8db5c8a0e0fe6adbbd197fdefd86b39812f6',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe4-21f7-74e1-8fae-fc584693e9fd',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,570,1560,2961);
INSERT INTO "visit" VALUES('150502000','01a22fe4-2351-722e-ac27-107d1d5f4a3b','2026-11-23','A006','A','waiting',1795397774971205,1795397894971205,0,0,'k1','dea0aed466fabd0f5ad0b5fc0dd7bf49097276e893c22c89d0a1771bae09ab44',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe4-2351-722e-ac27-107e744a59e2',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,505,1418,2722);
INSERT INTO "visit" VALUES('150502000','01a22fe4-237c-75ca-84d2-9e3219fcc867','2026-11-23','A007','A','waiting',1795397835013777,1795397955013777,0,0,'k1','9dcf0ea7d07c51e7ee22738d84dc5106b2e7d00c9c3826e2ff1f5bdcaea7f5a8',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe4-237c-75ca-84d2-9e3312f91250',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,915,2101,3735);
INSERT INTO "visit" VALUES('150502000','01a22fe4-2399-77bf-8163-6a1425849318','2026-11-23','A008','A','waiting',1795397895043133,1795398015043133,0,0,'k1','ff9dbd1a2d15a41ffb3c145b091f4d47a7347b4d919559cf697de0bead36913d',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe4-2399-77bf-8163-6a15307fa69b',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,1347,2784,4721);
CREATE TABLE wish (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	wish_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_wish PRIMARY KEY (stream, position), 
	CONSTRAINT uq_wish_stream_wish_id UNIQUE (stream, wish_id)
);
CREATE TABLE wish_cursor (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_wish_cursor PRIMARY KEY (stream)
);
CREATE TABLE wish_decided (
	stream TEXT NOT NULL, 
	wish_id TEXT NOT NULL, 
	visit_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	granted INTEGER DEFAULT 0 NOT NULL, 
	reason TEXT NOT NULL, 
	until_us INTEGER, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_wish_decided PRIMARY KEY (stream, wish_id)
);
CREATE INDEX ix_case_code ON case_ (case_code);
CREATE INDEX ix_case_due ON case_ (stream, due_at_us) WHERE due_at_us IS NOT NULL;
CREATE INDEX ix_case_open ON case_ (stream) WHERE open = 1;
CREATE INDEX ix_case_receipt ON case_ (receipt_code_hash);
CREATE INDEX ix_case_soon ON case_ (stream, soon_at_us) WHERE soon_at_us IS NOT NULL;
CREATE INDEX ix_clock_to_pass ON clock (stream, due_at_us) WHERE running = 1 AND passed = 0;
CREATE INDEX ix_event_aggregate ON event (stream, aggregate, tenure, epoch, seq);
CREATE INDEX ix_help_call_kiosk ON help_call (stream, kiosk_id, answered_at_us);
CREATE INDEX ix_help_call_open ON help_call (stream, called_at_us) WHERE open = 1;
CREATE INDEX ix_lease_kiosk ON lease (stream, kiosk_id, business_date);
CREATE INDEX ix_lookup_try_case ON lookup_try (stream, case_code, at_us);
CREATE INDEX ix_notice_open ON notice (stream, at_us) WHERE open = 1;
CREATE INDEX ix_outbox_waiting ON outbox (stream, position) WHERE verdict IS NULL;
CREATE INDEX ix_appointment_day ON appointment (stream, business_date, slot_at_us);
CREATE INDEX ix_desk_stint_day ON desk_stint (stream, business_date, called_at_us);
CREATE INDEX ix_desk_stint_open ON desk_stint (stream, business_date) WHERE freed_at_us IS NULL;
CREATE INDEX ix_duty_day ON duty (stream, business_date);
CREATE INDEX ix_duty_open ON duty (stream, staff_id) WHERE out_at_us IS NULL;
CREATE INDEX ix_evaluation_at ON evaluation (stream, at_us);
CREATE INDEX ix_search_key_case ON search_key (stream, case_id);
CREATE INDEX ix_wish_visit ON wish (stream, visit_id);
CREATE INDEX ix_visit_case ON visit (stream, case_id);
CREATE INDEX ix_visit_day ON visit (stream, business_date, state, place_at_us);
CREATE INDEX ix_visit_code ON visit (ticket_code_hash);
CREATE INDEX ix_visit_kiosk ON visit (stream, kiosk_id, issued_at_us);
CREATE INDEX ix_visit_called ON visit (stream, business_date, called_at_us);
CREATE INDEX ix_visit_hold ON visit (stream, hold_until_us) WHERE state = 'on_hold';
CREATE INDEX ix_visit_live ON visit (stream, business_date, state, place_at_us) WHERE state IN ('waiting', 'called', 'serving', 'on_hold', 'transferred');
COMMIT;