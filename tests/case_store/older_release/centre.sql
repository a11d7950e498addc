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
INSERT INTO "call_day" VALUES('150502000','2026-11-23',2);
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
INSERT INTO "desk_day" VALUES('150502000','2026-11-23',1,2,231596);
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
INSERT INTO "event" VALUES('150502000',1,'01a22fe1-3329-70af-9b2e-0ce8857b6aa7','desk:1',1,'hall:150502000',1,1,117663164163883008,1795397402403148,1795397779391424,'desk_opened',1,'staff:s1','01a22fe1-3319-7334-af67-b2b15fadb45a','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','','c82539ab60871a11180e5038503e848608ec99caa5d965691e8f75c8b24ce87a');
INSERT INTO "event" VALUES('150502000',2,'01a22fe1-3336-7615-9a69-5c64b34cc9de','staff:s1',1,'hall:150502000',1,2,117663164163883009,1795397402403148,1795397779391424,'staff_signed_in',1,'staff:s1','01a22fe1-3319-7334-af67-b2b15fadb45a','0d80760d9a20','{"staff_id":"s1","role":"reception","counter_no":1}','c82539ab60871a11180e5038503e848608ec99caa5d965691e8f75c8b24ce87a','de44c04797656704315e5c7cf9b655e879a91ea5e61a8a2c4bbed6a3edaf13e0');
INSERT INTO "event" VALUES('150502000',3,'01a22fe1-3368-7371-82d9-9e9cc00b4b1d','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,3,117663164167028736,1795397402441611,1795397779391424,'ticket_issued',1,'kiosk:k1','01a22fe1-3340-7154-8a1b-10bee8dc1188','0d80760d9a20','{"visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","ticket_no":"A001","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:28:02.441611+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"491b72f4aac6bef73d39d8f5e2ba1758a7799ae07e60b7a8388cc03fcaf99aea","case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","wait_low_s":0,"wait_mean_s":0,"wait_high_s":0}','de44c04797656704315e5c7cf9b655e879a91ea5e61a8a2c4bbed6a3edaf13e0','7148fa4c16ef6ded5fa065b6cd49560ff637a38081dee160135caa4c49ca04fb');
INSERT INTO "event" VALUES('150502000',4,'01a22fe1-3369-71f7-851a-cec83c21f3f3','case:01a22fe1-3340-7154-8a1b-10bfaecac665',1,'hall:150502000',1,4,117663164167028737,1795397402441611,1795397779391424,'case_registered',1,'kiosk:k1','01a22fe1-3340-7154-8a1b-10bee8dc1188','0d80760d9a20','{"case_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","case_code":"ZZ150502000261123100179","visit_id":"01a22fe1-3340-7154-8a1b-10bee8dc1188","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-3340-7154-8a1b-10bfaecac665","nonce":"1+UXKedRYXBeuV+d","ciphertext":"822y9W4ieIGRNiuajahJx3W4mkZnjMmuPEfFFYITdLb0wUPDqOjzAJaeJQzc1QNZMkE1nDjIMxELcF1e5qehJ2lkO40pFwKxINBx58RauQ56ZVaL1P59XSWPnoq9+in6nsDNhEW+4X8MX2WZ279Vw9+O8aWy9XPB0UIq6XIgdtlVlJXRE9hZNheB1m1xxNOdLCGKTtg/yMLAnrzjW5zTH2I5jmFy2bhZhFFMGWvD254kPOx5GmK2XEhksXspyXS/D0QKGKZO//mAueBSxaRnYwtEm4LAYG4m2f/BigxWuXzmZQbrePJL+JCXIFu9I8kS1fZtFfj55yIHIA5nQ+EnTSA1WVrJchsH"}},"receipt_code_hash":"7b05d474b20e05784704eeda56639fc9a7233f0a0dc52cb935d8156b8775f72e","confirmed_at":"2026-11-23T09:30:02.441611+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:30:02.441611+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','7148fa4c16ef6ded5fa065b6cd49560ff637a38081dee160135caa4c49ca04fb','b287946b1c99f77bfae8763fd8c49a5234352711a0a91c52bd8b1709a8d57817');
INSERT INTO "event" VALUES('150502000',5,'01a22fe1-33c1-77af-abbd-92f3eb5536ab','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,5,117663168106659840,1795397462565198,1795397779391424,'number_called',1,'staff:s1','01a22fe1-33bb-74a7-843c-973bddbc2ea8','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A001"],"ages_s":[180],"serves":["A"],"called_at":"2026-11-23T09:31:02.565198+08:00"}','b287946b1c99f77bfae8763fd8c49a5234352711a0a91c52bd8b1709a8d57817','7f0a5d1ffdd834b976591f65cf83a76e35f153c1dc0bb5b1dbdf9a3ac42ba241');
INSERT INTO "event" VALUES('150502000',6,'01a22fe1-342a-74d5-b196-5594e9874e39','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,6,117663168113803264,1795397462674852,1795397779391424,'service_started',1,'staff:s1','01a22fe1-33bb-74a7-843c-973ac0b870e3','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','7f0a5d1ffdd834b976591f65cf83a76e35f153c1dc0bb5b1dbdf9a3ac42ba241','5c847e2f8c620bb0e8948091faf01b7f4c25df2dc282fe2040787bed9442bda3');
INSERT INTO "event" VALUES('150502000',7,'01a22fe1-3446-755e-af49-85a56c439bac','case:01a22fe1-3340-7154-8a1b-10bfaecac665',1,'hall:150502000',1,7,117663168115703808,1795397462703027,1795397779391424,'person_read',1,'staff:s1','01a22fe1-3445-7202-8853-e9738cdca163','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','5c847e2f8c620bb0e8948091faf01b7f4c25df2dc282fe2040787bed9442bda3','0d41721450de721e6d494491ed5688394279e9dd0c9c16aa08ca80f4f56e50d0');
INSERT INTO "event" VALUES('150502000',8,'01a22fe1-3496-7644-a25e-b053aae5563e','visit:01a22fe1-3340-7154-8a1b-10bee8dc1188',1,'hall:150502000',1,8,117663168120946688,1795397462783713,1795397779391424,'visit_ended',1,'staff:s1','01a22fe1-3496-7644-a25e-b052e45df6ac','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','0d41721450de721e6d494491ed5688394279e9dd0c9c16aa08ca80f4f56e50d0','5fd55aea3fe1c0132b2fd10c83a89df303800cf0e9417cc5d7e12839897f9c05');
INSERT INTO "event" VALUES('150502000',9,'01a22fe1-34f4-7382-9c40-23198f2a8a57','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,9,117663168124878848,1795397462835219,1795397779391424,'ticket_issued',1,'kiosk:k1','01a22fe1-34c9-7079-89c1-4be488bce58e','0d80760d9a20','{"visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","ticket_no":"A002","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:29:02.835219+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"1fe7d1f09f6e0f0d462903dad1ec68dc9e135fac4d45f8947fd9181f61bbe3b3","case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","wait_low_s":0,"wait_mean_s":0,"wait_high_s":0}','5fd55aea3fe1c0132b2fd10c83a89df303800cf0e9417cc5d7e12839897f9c05','83121cfeeaedc75be92d6e3d433bd1c1743f1fcaf53065d0dff1fe906fd4e57f');
INSERT INTO "event" VALUES('150502000',10,'01a22fe1-34f4-7382-9c40-231a6a3754a5','case:01a22fe1-34c9-7079-89c1-4be57d0c155d',1,'hall:150502000',1,10,117663168124878849,1795397462835219,1795397779391424,'case_registered',1,'kiosk:k1','01a22fe1-34c9-7079-89c1-4be488bce58e','0d80760d9a20','{"case_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","case_code":"ZZ150502000261123100276","visit_id":"01a22fe1-34c9-7079-89c1-4be488bce58e","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-34c9-7079-89c1-4be57d0c155d","nonce":"8IHFt1OBmbwVsEy4","ciphertext":"/ZSbX8h2r9gFGTdd3dzh7QBj4fgU/IMMbx+OXp3Ug02swqs4I/j3UhPP2MYLUhWVohU8Uf0Oqy2Gj109WtmpmfFKdV2Gu5GQBRYaiOlGmPD9wyxF95rlCCBrmndffYKiaPK6qvOdtiarRoS5xKPc/oSZNb70e8h1zioDwKGcxmDnNfgRsbadPHpIM7Xr8tkmrXQDonfWpSvJDUqabN3L3UamMTVG55jbpqvxtu7Irr3s63ZjrRMz3eMs88q8uXu6MGdtlppWlfR2AporDBmnkSTWktuTJklVYrDrYqfdpDSll99o+3RU4AXqKsCRyzAmfLbGUE+IAEfxb1K58+lesdLC1QyDPfwS"}},"receipt_code_hash":"685e298bca368e80faf83ec0b9df5674e753c90b6264c37f960cfad1ba32a1fd","confirmed_at":"2026-11-23T09:31:02.835219+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:31:02.835219+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','83121cfeeaedc75be92d6e3d433bd1c1743f1fcaf53065d0dff1fe906fd4e57f','c564ee50eca61ad19fe78125a583a466e2d33020f1740be0ac27012d2f5e9ee7');
INSERT INTO "event" VALUES('150502000',11,'01a22fe1-352b-704d-b3cf-06186df6921a','visit:01a22fe1-350d-715d-8847-f36a071e4140',1,'hall:150502000',1,11,117663172061036544,1795397522903245,1795397779391424,'ticket_issued',1,'kiosk:k1','01a22fe1-350d-715d-8847-f36a071e4140','0d80760d9a20','{"visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","ticket_no":"A003","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:30:02.903245+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"003ac2b1c7a1b4c95438a8056e744745f9ed2d957d0a990025b48173c9a72f87","case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","wait_low_s":165,"wait_mean_s":889,"wait_high_s":1955}','c564ee50eca61ad19fe78125a583a466e2d33020f1740be0ac27012d2f5e9ee7','95ea4e5c7913172c606f165f695d75a4c00a5582259d02e7c2f10ca069b95ef2');
INSERT INTO "event" VALUES('150502000',12,'01a22fe1-352b-704d-b3cf-0619477779ab','case:01a22fe1-350d-715d-8847-f36b7ab18eb8',1,'hall:150502000',1,12,117663172061036545,1795397522903245,1795397779391424,'case_registered',1,'kiosk:k1','01a22fe1-350d-715d-8847-f36a071e4140','0d80760d9a20','{"case_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","case_code":"ZZ150502000261123100373","visit_id":"01a22fe1-350d-715d-8847-f36a071e4140","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-350d-715d-8847-f36b7ab18eb8","nonce":"bSg3STxeVrqmVfQN","ciphertext":"ItMiTU6AzYX5/1eJJFfb5dy0nGNoE8JTPkIvR7wlpalfL+NINHc9KS5E1YU1HBKHxIxTs9jSZ2QJqI8K/Nm5NKC+fdoQMLQ+k1piN0B84lfO63Xt2k9V75BVev7Aq9h48cEHi0IuKInjkLfDI0f8FXMN2HL2xi5fYEbsuHGKgwP9Ii9b8A0RHy4rpKh/pdcWTKX5gq8f3ZUrZiqp8vF9OUgusHE9/Dm3Xvz0DDyoL1kjGlqZlXTZ9HnqEWpWIhGUVPzIa7nBsGLfyskkMr7nnPfKZltbL9gpZWKYwvIMYAqoQZrIt5HRLgnU0Nwv4J4m20+Fpo5XzjLlH7xdgSB65BKUGY5qWyVK"}},"receipt_code_hash":"1b28ab04d4f8b580ee247e2a4b2ef81eaecbf9d85bced5e94445928d20cc3bfd","confirmed_at":"2026-11-23T09:32:02.903245+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:32:02.903245+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','95ea4e5c7913172c606f165f695d75a4c00a5582259d02e7c2f10ca069b95ef2','d7268c9b006a019d2ffa22cfcc762fe1c71fadb3f3b3432ee62de0f78f9c5c1f');
INSERT INTO "event" VALUES('150502000',13,'01a22fe1-3547-7323-bc7f-1ac9f8e01abd','visit:01a22fe1-3533-73c7-991e-d2e80da2289c',1,'hall:150502000',1,13,117663175995686912,1795397582941104,1795397779391424,'ticket_issued',1,'kiosk:k1','01a22fe1-3533-73c7-991e-d2e80da2289c','0d80760d9a20','{"visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","ticket_no":"A004","queue":"A","business_date":"2026-11-23","place_at":"2026-11-23T09:31:02.941104+08:00","leased":false,"kiosk_id":"k1","ticket_code_hash":"8746a2d9fcb7ac061e0ca71b7cfaccff1c61ae55d9e23a3e170fad9c0c37d550","case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","wait_low_s":657,"wait_mean_s":1730,"wait_high_s":3230}','d7268c9b006a019d2ffa22cfcc762fe1c71fadb3f3b3432ee62de0f78f9c5c1f','36f71271c2be30286fdcab715aef869b1e33ad3cec47d94e0a1b01050ad2a8f6');
INSERT INTO "event" VALUES('150502000',14,'01a22fe1-3548-752e-b727-5e66715c78a0','case:01a22fe1-3533-73c7-991e-d2e9aeca8c55',1,'hall:150502000',1,14,117663175995686913,1795397582941104,1795397779391424,'case_registered',1,'kiosk:k1','01a22fe1-3533-73c7-991e-d2e80da2289c','0d80760d9a20','{"case_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","case_code":"ZZ150502000261123100470","visit_id":"01a22fe1-3533-73c7-991e-d2e80da2289c","source":"kiosk","matter":{"open":{"category":"neighbour","town":"150502003","party_count":2},"sealed":{"key_id":"01a22fe1-3533-73c7-991e-d2e9aeca8c55","nonce":"Ubm19rQxufaN5elz","ciphertext":"mWdFab/xyBqLqq6Ejaf3ZYetlTUcMuGUXgWFr3HsLOYzPhzPq9M9f9rqYcqnok2MFoLmBwkCjTeKRL+9HUC7es6u9luWjs3v+m1E9+rYDjPo1jJ6RPNxZjOe1wxbU86sZALeOoYmuFEeWiokGg8rTg5fE9m/Jt13TkTV4+qSoLxALs0yDKFcdjEhCrQYjWj7i7U0rqAzD9XvCzoVg4lUF6RT84WqrUD6qFIvbpKaRzafM74xNEJkN266xFD8zyb1XARzhPF0/D8rSpfkD4wrLaObolSiBqiFLZKYcW+WZt6jqrY471TBUKpH/xZskcMdhq/IgOdN9ksA8yKRwudbvWfp7cNjBMOh"}},"receipt_code_hash":"edcc18b88378ffcdcbef3185f8266d208db31db9cee3165673100f5f5bf554c1","confirmed_at":"2026-11-23T09:33:02.941104+08:00","clocks":[{"kind":"accept","unit":"working_days","amount":3,"started_at":"2026-11-23T09:33:02.941104+08:00","soon_at":"2026-11-24T00:00:00+08:00","due_at":"2026-11-27T00:00:00+08:00","due_date":"2026-11-26","calendar_version":"2025@2024-11-12+2026@2025-11-04"}]}','36f71271c2be30286fdcab715aef869b1e33ad3cec47d94e0a1b01050ad2a8f6','c81cdf66af5d4642dc069b1597f281dd9eb01838753526d6622517f4b91ed26c');
INSERT INTO "event" VALUES('150502000',15,'01a22fe1-357c-7049-8f40-fade1b3b07f4','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,15,117663179932434432,1795397643012692,1795397779391424,'number_called',1,'staff:s1','01a22fe1-357b-7793-b408-f40d4a3a1354','0d80760d9a20','{"counter_no":1,"staff_id":"s1","call_no":1,"why":"why.first_touch","candidates":["A002","A003","A004"],"ages_s":[300,240,180],"serves":["A"],"called_at":"2026-11-23T09:34:03.012692+08:00"}','c81cdf66af5d4642dc069b1597f281dd9eb01838753526d6622517f4b91ed26c','fb94f21ac10ba90a008e8f050ff4d09516198de551b89a45456cbc37fa4d8aab');
INSERT INTO "event" VALUES('150502000',16,'01a22fe1-35cf-72e7-8fdd-6f74c0794a16','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,16,117663179937939456,1795397643096122,1795397779391424,'service_started',1,'staff:s1','01a22fe1-357b-7793-b408-f40cb29c6bbf','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','fb94f21ac10ba90a008e8f050ff4d09516198de551b89a45456cbc37fa4d8aab','986673462c21283196b7d9aebaec81c4b19b7cc4b087601757c05d71761d921d');
INSERT INTO "event" VALUES('150502000',17,'01a22fe1-3609-72da-ae60-c039625c59f0','case:01a22fe1-34c9-7079-89c1-4be57d0c155d',1,'hall:150502000',1,17,117663179941740544,1795397643154825,1795397779391424,'person_read',1,'staff:s1','01a22fe1-3609-72da-ae60-c038b9748f27','0d80760d9a20','{"staff_id":"s1","purpose":"serving_at_desk"}','986673462c21283196b7d9aebaec81c4b19b7cc4b087601757c05d71761d921d','c1a16d7acdbcb210459fb3d5be04774a183c58728c50fabdd4dd222e1c6877d3');
INSERT INTO "event" VALUES('150502000',18,'01a22fe1-364a-74cd-894f-04b92ef2a095','visit:01a22fe1-34c9-7079-89c1-4be488bce58e',1,'hall:150502000',1,18,117663179945934848,1795397643218857,1795397779391424,'visit_ended',1,'staff:s1','01a22fe1-3649-7000-a939-59c754ea6a91','0d80760d9a20','{"counter_no":1,"staff_id":"s1"}','c1a16d7acdbcb210459fb3d5be04774a183c58728c50fabdd4dd222e1c6877d3','f385196cfcd9d7065a62f9db21eb879b34121ea375c4567b6c2f26d88015e386');
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
INSERT INTO "node_head" VALUES('150502000','hall:150502000',1,18,'f385196cfcd9d7065a62f9db21eb879b34121ea375c4567b6c2f26d88015e386',117663179945934848);
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
CREATE TABLE outcome (
	stream TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	body_hash TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	at_us INTEGER NOT NULL, 
	CONSTRAINT pk_outcome PRIMARY KEY (stream, command_id)
);
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
INSERT INTO "queue_day" VALUES('150502000','2026-11-23','A',4,2,2,231596);
CREATE TABLE search_cursor (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_search_cursor PRIMARY KEY (stream)
);
CREATE TABLE search_key (
	stream TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	key_hash TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	CONSTRAINT pk_search_key PRIMARY KEY (stream, kind, key_hash, case_id)
);
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
CREATE TABLE stream_head (
	stream TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_stream_head PRIMARY KEY (stream)
);
INSERT INTO "stream_head" VALUES('150502000',18);
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
INSERT INTO "visit" VALUES('150502000','01a22fe1-350d-715d-8847-f36a071e4140','2026-11-23','A003','A','waiting',1795397402903245,1795397522903245,0,0,'k1','003ac2b1c7a1b4c95438a8056e744745f9ed2d957d0a990025b48173c9a72f87',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe1-350d-715d-8847-f36b7ab18eb8',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,165,889,1955);
INSERT INTO "visit" VALUES('150502000','01a22fe1-3533-73c7-991e-d2e80da2289c','2026-11-23','A004','A','waiting',1795397462941104,1795397582941104,0,0,'k1','8746a2d9fcb7ac061e0ca71b7cfaccff1c61ae55d9e23a3e170fad9c0c37d550',0,0,0,NULL,NULL,0,NULL,NULL,NULL,'01a22fe1-3533-73c7-991e-d2e9aeca8c55',NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,NULL,0,0,657,1730,3230);
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
CREATE INDEX ix_visit_called ON visit (stream, business_date, called_at_us);
CREATE INDEX ix_visit_code ON visit (ticket_code_hash);
CREATE INDEX ix_visit_kiosk ON visit (stream, kiosk_id, issued_at_us);
CREATE INDEX ix_visit_case ON visit (stream, case_id);
CREATE INDEX ix_visit_day ON visit (stream, business_date, state, place_at_us);
CREATE INDEX ix_visit_hold ON visit (stream, hold_until_us) WHERE state = 'on_hold';
CREATE INDEX ix_visit_live ON visit (stream, business_date, state, place_at_us) WHERE state IN ('waiting', 'called', 'serving', 'on_hold', 'transferred');
COMMIT;