CREATE TABLE `price_boundary` (
	`variant_id` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `at`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `price_boundary_due` ON `price_boundary` (`at`);--> statement-breakpoint
CREATE TABLE `price_history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`variant_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`price_group` text NOT NULL,
	`at` integer NOT NULL,
	`amount_minor` integer,
	`compare_at_minor` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `price_history_variant` ON `price_history` (`variant_id`,`id`);--> statement-breakpoint
CREATE TABLE `special_price` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`variant_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`price_group` text NOT NULL,
	`min_quantity` integer NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`amount_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`updated_at` integer NOT NULL,
	CONSTRAINT "special_price_amount" CHECK("special_price"."amount_minor" >= 0),
	CONSTRAINT "special_price_compare_at" CHECK("special_price"."compare_at_minor" > "special_price"."amount_minor"),
	CONSTRAINT "special_price_quantity" CHECK("special_price"."min_quantity" >= 1),
	CONSTRAINT "special_price_time" CHECK("special_price"."ends_at" > "special_price"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE INDEX `special_price_variant` ON `special_price` (`variant_id`);--> statement-breakpoint
ALTER TABLE `product` ADD `tax_category` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `unit_measure` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `quantity_rule` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `tax_category` text;--> statement-breakpoint
ALTER TABLE `listing` ADD `price_group` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `price_group` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `lowest_before_minor` integer;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `quantity_prices` text;--> statement-breakpoint
INSERT INTO `price_history` (`variant_id`, `channel_id`, `currency`, `price_group`, `at`, `amount_minor`, `compare_at_minor`)
SELECT `variant_id`, `channel_id`, `currency`, '', `updated_at`, `amount_minor`, `compare_at_minor` FROM `price`;
