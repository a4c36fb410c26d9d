CREATE TABLE `order_link` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `order_link_order` ON `order_link` (`order_id`);--> statement-breakpoint
CREATE TABLE `order_note` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`text` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `order_note_order` ON `order_note` (`order_id`,`id`);--> statement-breakpoint
CREATE TABLE `order_refund` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`parts` text NOT NULL,
	`lines` text NOT NULL,
	`shipping_minor` integer NOT NULL,
	`is_restocked` integer NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`idempotency_key` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "order_refund_amount" CHECK("order_refund"."amount_minor" >= 0 and "order_refund"."shipping_minor" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `order_refund_order` ON `order_refund` (`order_id`,`id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_mail_job` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`letter` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`recipient_id` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "mail_job_recipient_kind" CHECK("__new_mail_job"."recipient_kind" in ('CUSTOMER', 'STAFF', 'ORDER'))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_mail_job`("id", "letter", "recipient_kind", "recipient_id", "tries", "due_at", "created_at") SELECT "id", "letter", "recipient_kind", "recipient_id", "tries", "due_at", "created_at" FROM `mail_job`;--> statement-breakpoint
DROP TABLE `mail_job`;--> statement-breakpoint
ALTER TABLE `__new_mail_job` RENAME TO `mail_job`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `mail_job_due` ON `mail_job` (`due_at`);--> statement-breakpoint
CREATE INDEX `mail_job_recipient` ON `mail_job` (`recipient_kind`,`recipient_id`);--> statement-breakpoint
ALTER TABLE `order_line` ADD `placed_at` integer;--> statement-breakpoint
CREATE INDEX `order_line_sku` ON `order_line` (`sku`,`placed_at`,`order_id`);--> statement-breakpoint
CREATE INDEX `shop_order_placed` ON `shop_order` (`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `shop_order_email` ON `shop_order` (`email`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `shop_order_status_placed` ON `shop_order` (`status`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `shop_order_payment_status` ON `shop_order` (`payment_status`,`placed_at`,`id`);