CREATE TABLE `gift_card` (
	`id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`last_characters` text NOT NULL,
	`currency` text NOT NULL,
	`issued_minor` integer NOT NULL,
	`balance_minor` integer NOT NULL,
	`ends_at` integer,
	`disabled_at` integer,
	`note` text,
	`external_reference` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "gift_card_balance" CHECK("gift_card"."balance_minor" >= 0),
	CONSTRAINT "gift_card_issued" CHECK("gift_card"."issued_minor" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `gift_card_code` ON `gift_card` (`code_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `gift_card_reference` ON `gift_card` (`external_reference`);--> statement-breakpoint
CREATE INDEX `gift_card_last_characters` ON `gift_card` (`last_characters`,`id`);--> statement-breakpoint
CREATE TABLE `ledger_posting` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`account_kind` text NOT NULL,
	`account_id` text NOT NULL,
	`counter_account` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`balance_after_minor` integer NOT NULL,
	`reference` text,
	`refund_reference` text,
	`reason` text,
	`actor` text,
	`at` integer NOT NULL,
	CONSTRAINT "ledger_posting_account_kind" CHECK("ledger_posting"."account_kind" in ('GIFT_CARD', 'STORE_CREDIT')),
	CONSTRAINT "ledger_posting_counter_account" CHECK("ledger_posting"."counter_account" in ('ISSUED', 'SPENT', 'ADJUSTED')),
	CONSTRAINT "ledger_posting_amount" CHECK("ledger_posting"."amount_minor" <> 0),
	CONSTRAINT "ledger_posting_balance" CHECK("ledger_posting"."balance_after_minor" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `ledger_posting_account` ON `ledger_posting` (`account_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_posting_refund` ON `ledger_posting` (`reference`,`account_id`,`refund_reference`) WHERE "ledger_posting"."refund_reference" is not null;--> statement-breakpoint
CREATE TABLE `store_credit` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`currency` text NOT NULL,
	`balance_minor` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "store_credit_balance" CHECK("store_credit"."balance_minor" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `store_credit_customer` ON `store_credit` (`customer_id`,`currency`);--> statement-breakpoint
CREATE TABLE `tender_use` (
	`reference` text NOT NULL,
	`account_id` text NOT NULL,
	`account_kind` text NOT NULL,
	`taken_minor` integer NOT NULL,
	`returned_minor` integer NOT NULL,
	PRIMARY KEY(`reference`, `account_id`),
	CONSTRAINT "tender_use_kind" CHECK("tender_use"."account_kind" in ('GIFT_CARD', 'STORE_CREDIT')),
	CONSTRAINT "tender_use_returned" CHECK("tender_use"."returned_minor" between 0 and "tender_use"."taken_minor")
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `cart` ADD `gift_card_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `cart` ADD `use_store_credit` integer DEFAULT false NOT NULL;