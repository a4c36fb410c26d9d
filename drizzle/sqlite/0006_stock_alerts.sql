CREATE TABLE `stock_alert` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`variant_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`email` text NOT NULL,
	`locale` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer,
	`expires_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_alert_waiting` ON `stock_alert` (`variant_id`,`channel_id`,`email`) WHERE "stock_alert"."due_at" is null;--> statement-breakpoint
CREATE INDEX `stock_alert_email` ON `stock_alert` (`email`,`id`);--> statement-breakpoint
CREATE INDEX `stock_alert_expiry` ON `stock_alert` (`expires_at`);