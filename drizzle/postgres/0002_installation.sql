CREATE TABLE "installation" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL
);
