CREATE TABLE `staff_role` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`permissions` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_role_key` ON `staff_role` (`key`);--> statement-breakpoint
CREATE TABLE `staff_user` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text,
	`disabled_at` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_user_email` ON `staff_user` (`email_key`);--> statement-breakpoint
CREATE TABLE `staff_user_role` (
	`staff_user_id` text NOT NULL,
	`role_id` integer NOT NULL,
	PRIMARY KEY(`staff_user_id`, `role_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `staff_user_role_role` ON `staff_user_role` (`role_id`,`staff_user_id`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`holder_kind` text NOT NULL,
	`holder_id` text NOT NULL,
	`access_hash` text NOT NULL,
	`access_expires_at` integer NOT NULL,
	`refresh_hash` text NOT NULL,
	`refresh_expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "session_holder_kind" CHECK("session"."holder_kind" in ('CUSTOMER', 'STAFF'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `session_access` ON `session` (`access_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `session_refresh` ON `session` (`refresh_hash`);--> statement-breakpoint
CREATE INDEX `session_holder` ON `session` (`holder_kind`,`holder_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `session_end` ON `session` (`refresh_expires_at`);--> statement-breakpoint
CREATE TABLE `single_use_token` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`holder_kind` text NOT NULL,
	`holder_id` text NOT NULL,
	`tries` integer NOT NULL,
	`expires_at` integer NOT NULL,
	CONSTRAINT "single_use_token_holder_kind" CHECK("single_use_token"."holder_kind" in ('CUSTOMER', 'STAFF'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `single_use_token_holder` ON `single_use_token` (`holder_kind`,`holder_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `single_use_token_end` ON `single_use_token` (`expires_at`);--> statement-breakpoint
CREATE TABLE `spent_refresh` (
	`hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `spent_refresh_end` ON `spent_refresh` (`expires_at`);--> statement-breakpoint
CREATE TABLE `customer` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`email_key` text NOT NULL,
	`email_verified_at` integer,
	`pending_email` text,
	`password_hash` text,
	`first_name` text,
	`last_name` text,
	`phone` text,
	`locale` text,
	`external_reference` text,
	`accepts_marketing` integer NOT NULL,
	`shipping_address_id` text,
	`billing_address_id` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_email` ON `customer` (`email_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `customer_external_reference` ON `customer` (`external_reference`);--> statement-breakpoint
CREATE TABLE `customer_address` (
	`id` text PRIMARY KEY NOT NULL,
	`customer_id` text NOT NULL,
	`content` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `customer_address_customer` ON `customer_address` (`customer_id`,`id`);--> statement-breakpoint
CREATE TABLE `customer_group` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_group_key` ON `customer_group` (`key`);--> statement-breakpoint
CREATE TABLE `customer_group_member` (
	`customer_id` text NOT NULL,
	`group_id` integer NOT NULL,
	PRIMARY KEY(`customer_id`, `group_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_group_member_group` ON `customer_group_member` (`group_id`,`customer_id`);--> statement-breakpoint
CREATE TABLE `customer_word` (
	`word` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`word`, `customer_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_word_customer` ON `customer_word` (`customer_id`,`word`);--> statement-breakpoint
CREATE TABLE `marketing_consent` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`customer_id` text NOT NULL,
	`accepts` integer NOT NULL,
	`source` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `marketing_consent_customer` ON `marketing_consent` (`customer_id`,`id`);--> statement-breakpoint
CREATE TABLE `kept_mail` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `kept_mail_recipient` ON `kept_mail` (`recipient`);--> statement-breakpoint
CREATE TABLE `mail_job` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`letter` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`recipient_id` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "mail_job_recipient_kind" CHECK("mail_job"."recipient_kind" in ('CUSTOMER', 'STAFF'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `mail_job_due` ON `mail_job` (`due_at`);--> statement-breakpoint
CREATE INDEX `mail_job_recipient` ON `mail_job` (`recipient_kind`,`recipient_id`);