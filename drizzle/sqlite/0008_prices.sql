CREATE TABLE `shipping_method` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`handle` text NOT NULL,
	`kind` text NOT NULL,
	`names` text NOT NULL,
	`channel_ids` text NOT NULL,
	`areas` text NOT NULL,
	`rates` text NOT NULL,
	`free_from_minor` text NOT NULL,
	`tax_category` text,
	`location_id` integer,
	`is_enabled` integer NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`position` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "shipping_method_kind" CHECK("shipping_method"."kind" in ('SHIPPING', 'PICKUP', 'LOCAL')),
	CONSTRAINT "shipping_method_time" CHECK("shipping_method"."ends_at" > "shipping_method"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shipping_method_handle` ON `shipping_method` (`handle`);--> statement-breakpoint
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
CREATE TABLE `discount_claim` (
	`code_id` integer NOT NULL,
	`reference` text NOT NULL,
	`customer_key` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`code_id`, `reference`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `discount_claim_reference` ON `discount_claim` (`reference`);--> statement-breakpoint
CREATE TABLE `discount_code` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`code_key` text NOT NULL,
	`name` text NOT NULL,
	`benefit` text NOT NULL,
	`channel_ids` text,
	`minimum_subtotal_minor` text,
	`starts_at` integer,
	`ends_at` integer,
	`usage_limit` integer,
	`per_customer_limit` integer,
	`used` integer DEFAULT 0 NOT NULL,
	`disabled_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "discount_code_used" CHECK("discount_code"."used" >= 0),
	CONSTRAINT "discount_code_limit" CHECK("discount_code"."used" <= "discount_code"."usage_limit"),
	CONSTRAINT "discount_code_time" CHECK("discount_code"."ends_at" > "discount_code"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `discount_code_key` ON `discount_code` (`code_key`);--> statement-breakpoint
CREATE TABLE `discount_customer` (
	`code_id` integer NOT NULL,
	`customer_key` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`code_id`, `customer_key`),
	CONSTRAINT "discount_customer_used" CHECK("discount_customer"."used" >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `discount_customer_customer` ON `discount_customer` (`customer_key`);--> statement-breakpoint
CREATE TABLE `tax_category` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`is_default` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tax_category_key` ON `tax_category` (`key`);--> statement-breakpoint
CREATE TABLE `tax_rate` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tax_category_id` integer NOT NULL,
	`handle` text NOT NULL,
	`name` text NOT NULL,
	`rate_millionths` integer NOT NULL,
	`country` text,
	`province_code` text,
	`postal_codes` text NOT NULL,
	`starts_at` integer,
	`ends_at` integer,
	`included_in_price` integer,
	FOREIGN KEY (`tax_category_id`) REFERENCES `tax_category`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "tax_rate_rate" CHECK("tax_rate"."rate_millionths" between 0 and 1000000),
	CONSTRAINT "tax_rate_time" CHECK("tax_rate"."ends_at" > "tax_rate"."starts_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tax_rate_handle` ON `tax_rate` (`handle`);--> statement-breakpoint
CREATE INDEX `tax_rate_category` ON `tax_rate` (`tax_category_id`);--> statement-breakpoint
CREATE INDEX `tax_rate_country` ON `tax_rate` (`country`);--> statement-breakpoint
ALTER TABLE `product` ADD `tax_category` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `unit_measure` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `quantity_rule` text;--> statement-breakpoint
ALTER TABLE `variant` ADD `tax_category` text;--> statement-breakpoint
ALTER TABLE `channel` ADD `tax_rounding` text DEFAULT 'LINE' NOT NULL;--> statement-breakpoint
ALTER TABLE `listing` ADD `price_group` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `price_group` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `lowest_before_minor` integer;--> statement-breakpoint
ALTER TABLE `listing_variant` ADD `quantity_prices` text;--> statement-breakpoint
INSERT INTO `price_history` (`variant_id`, `channel_id`, `currency`, `price_group`, `at`, `amount_minor`, `compare_at_minor`)
SELECT `variant_id`, `channel_id`, `currency`, '', `updated_at`, `amount_minor`, `compare_at_minor` FROM `price`;
