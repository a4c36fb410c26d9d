CREATE TABLE `payment` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`channel_id` integer NOT NULL,
	`method_handle` text NOT NULL,
	`provider` text NOT NULL,
	`capture` text NOT NULL,
	`settles_by_hand` integer NOT NULL,
	`status` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`authorized_minor` integer NOT NULL,
	`captured_minor` integer NOT NULL,
	`refunded_minor` integer NOT NULL,
	`told_refunded_minor` integer NOT NULL,
	`is_voided` integer NOT NULL,
	`provider_reference` text,
	`action` text,
	`failure` text,
	`refunds` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "payment_status" CHECK("payment"."status" in ('PENDING', 'ACTION_REQUIRED', 'AUTHORIZED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'VOIDED')),
	CONSTRAINT "payment_amount" CHECK("payment"."amount_minor" > 0),
	CONSTRAINT "payment_authorized" CHECK("payment"."authorized_minor" between 0 and "payment"."amount_minor"),
	CONSTRAINT "payment_captured" CHECK("payment"."captured_minor" between 0 and "payment"."amount_minor"),
	CONSTRAINT "payment_refunded" CHECK("payment"."refunded_minor" between 0 and "payment"."captured_minor")
) STRICT;
--> statement-breakpoint
CREATE INDEX `payment_order` ON `payment` (`order_id`);--> statement-breakpoint
CREATE INDEX `payment_provider` ON `payment` (`provider`,`provider_reference`);--> statement-breakpoint
CREATE TABLE `payment_call` (
	`id` text PRIMARY KEY NOT NULL,
	`payment_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`kind` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`reference` text,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`return_url` text,
	`data` text,
	`created_at` integer NOT NULL,
	CONSTRAINT "payment_call_kind" CHECK("payment_call"."kind" in ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')),
	CONSTRAINT "payment_call_state" CHECK("payment_call"."state" in ('DUE', 'DONE', 'FAILED'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_call_ordinal` ON `payment_call` (`payment_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `payment_call_due` ON `payment_call` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `payment_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`provider` text NOT NULL,
	`event_id` text NOT NULL,
	`kind` text NOT NULL,
	`payment_id` text,
	`received_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_event_once` ON `payment_event` (`provider`,`event_id`);--> statement-breakpoint
CREATE INDEX `payment_event_received` ON `payment_event` (`received_at`);--> statement-breakpoint
CREATE TABLE `payment_method` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`handle` text NOT NULL,
	`provider` text NOT NULL,
	`capture` text NOT NULL,
	`names` text NOT NULL,
	`instructions` text NOT NULL,
	`channel_ids` text NOT NULL,
	`currencies` text NOT NULL,
	`countries` text NOT NULL,
	`least_minor` text NOT NULL,
	`most_minor` text NOT NULL,
	`is_enabled` integer NOT NULL,
	`position` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "payment_method_capture" CHECK("payment_method"."capture" in ('AUTOMATIC', 'MANUAL'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_method_handle` ON `payment_method` (`handle`);