CREATE TABLE `idempotent_call` (
	`caller` text NOT NULL,
	`operation` text NOT NULL,
	`key` text NOT NULL,
	`input_hash` text NOT NULL,
	`outcome` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`caller`, `operation`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `idempotent_call_at` ON `idempotent_call` (`at`);--> statement-breakpoint
CREATE TABLE `location` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_reference` text NOT NULL,
	`kind` text NOT NULL,
	`names` text NOT NULL,
	`address` text NOT NULL,
	`latitude` real,
	`longitude` real,
	`time_zone` text NOT NULL,
	`priority` integer NOT NULL,
	`offers_pickup` integer NOT NULL,
	`pickup_ready_minutes` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "location_kind" CHECK("location"."kind" in ('WAREHOUSE', 'STORE', 'PICKUP_POINT')),
	CONSTRAINT "location_latitude" CHECK("location"."latitude" between -90 and 90),
	CONSTRAINT "location_longitude" CHECK("location"."longitude" between -180 and 180)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `location_external_reference` ON `location` (`external_reference`);--> statement-breakpoint
CREATE TABLE `location_channel` (
	`location_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	PRIMARY KEY(`location_id`, `channel_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `location_channel_channel` ON `location_channel` (`channel_id`);--> statement-breakpoint
CREATE TABLE `reservation` (
	`id` text PRIMARY KEY NOT NULL,
	`channel_id` integer NOT NULL,
	`status` text NOT NULL,
	`reference` text,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "reservation_status" CHECK("reservation"."status" in ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `reservation_due` ON `reservation` (`expires_at`) WHERE "reservation"."status" = 'HELD';--> statement-breakpoint
CREATE TABLE `reservation_line` (
	`reservation_id` text NOT NULL,
	`variant_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`quantity` integer NOT NULL,
	`promised` integer NOT NULL,
	`sold` integer NOT NULL,
	PRIMARY KEY(`reservation_id`, `variant_id`, `location_id`),
	CONSTRAINT "reservation_line_quantity" CHECK("reservation_line"."quantity" >= 0),
	CONSTRAINT "reservation_line_promised" CHECK("reservation_line"."promised" >= 0),
	CONSTRAINT "reservation_line_sold" CHECK("reservation_line"."sold" >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `stock_item` (
	`variant_id` integer PRIMARY KEY NOT NULL,
	`product_id` integer NOT NULL,
	`policy` text NOT NULL,
	`promise_limit` integer,
	`preorder_until` integer,
	`low_stock_threshold` integer,
	`is_low` integer NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "stock_item_policy" CHECK("stock_item"."policy" in ('UNTRACKED', 'DENY', 'BACKORDER', 'PREORDER')),
	CONSTRAINT "stock_item_promise_limit" CHECK("stock_item"."promise_limit" >= 0),
	CONSTRAINT "stock_item_low_threshold" CHECK("stock_item"."low_stock_threshold" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `stock_item_low` ON `stock_item` (`variant_id`) WHERE "stock_item"."is_low";--> statement-breakpoint
CREATE INDEX `stock_item_preorder` ON `stock_item` (`preorder_until`);--> statement-breakpoint
CREATE TABLE `stock_level` (
	`variant_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`on_hand` integer NOT NULL,
	`reserved` integer NOT NULL,
	`short` integer NOT NULL,
	`safety_stock` integer NOT NULL,
	`incoming` integer NOT NULL,
	`incoming_at` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `location_id`),
	CONSTRAINT "stock_level_on_hand" CHECK("stock_level"."on_hand" between 0 and 1000000000),
	CONSTRAINT "stock_level_reserved" CHECK("stock_level"."reserved" between 0 and 1000000000),
	CONSTRAINT "stock_level_covered" CHECK("stock_level"."reserved" <= "stock_level"."on_hand" + "stock_level"."short"),
	CONSTRAINT "stock_level_short" CHECK("stock_level"."short" >= 0),
	CONSTRAINT "stock_level_safety" CHECK("stock_level"."safety_stock" between 0 and 1000000000),
	CONSTRAINT "stock_level_incoming" CHECK("stock_level"."incoming" between 0 and 1000000000)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `stock_level_location` ON `stock_level` (`location_id`,`variant_id`);--> statement-breakpoint
CREATE TABLE `stock_movement` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`variant_id` integer NOT NULL,
	`location_id` integer NOT NULL,
	`kind` text NOT NULL,
	`quantity` integer NOT NULL,
	`reserved` integer NOT NULL,
	`reason` text,
	`actor` text NOT NULL,
	`reference` text,
	`idempotency_key` text,
	`at` integer NOT NULL,
	CONSTRAINT "stock_movement_moves" CHECK("stock_movement"."quantity" <> 0 or "stock_movement"."reserved" <> 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `stock_movement_variant` ON `stock_movement` (`variant_id`,`id`);--> statement-breakpoint
CREATE INDEX `stock_movement_location` ON `stock_movement` (`location_id`,`id`);--> statement-breakpoint
ALTER TABLE `channel` ADD `quantity_display_cap` integer;