PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_listing` (
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`product_id` integer NOT NULL,
	`price_group` text DEFAULT '' NOT NULL,
	`min_minor` integer NOT NULL,
	`max_minor` integer NOT NULL,
	`compare_at_min_minor` integer,
	`compare_at_max_minor` integer,
	`rank` integer NOT NULL,
	`published_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`channel_id`, `currency`, `product_id`, `price_group`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_listing`("channel_id", "currency", "product_id", "price_group", "min_minor", "max_minor", "compare_at_min_minor", "compare_at_max_minor", "rank", "published_at", "updated_at") SELECT "channel_id", "currency", "product_id", "price_group", "min_minor", "max_minor", "compare_at_min_minor", "compare_at_max_minor", "rank", "published_at", "updated_at" FROM `listing`;--> statement-breakpoint
DROP TABLE `listing`;--> statement-breakpoint
ALTER TABLE `__new_listing` RENAME TO `listing`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `listing_product` ON `listing` (`product_id`);--> statement-breakpoint
CREATE INDEX `listing_rank` ON `listing` (`channel_id`,`currency`,`rank`,`product_id`,`published_at`,`price_group`);--> statement-breakpoint
CREATE INDEX `listing_newest` ON `listing` (`channel_id`,`currency`,`published_at`,`product_id`,`price_group`);--> statement-breakpoint
CREATE INDEX `listing_price` ON `listing` (`channel_id`,`currency`,`min_minor`,`product_id`,`published_at`,`price_group`);--> statement-breakpoint
CREATE INDEX `listing_updated` ON `listing` (`channel_id`,`currency`,`updated_at`);--> statement-breakpoint
CREATE TABLE `__new_listing_variant` (
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`product_id` integer NOT NULL,
	`position` integer NOT NULL,
	`variant_id` integer NOT NULL,
	`price_group` text DEFAULT '' NOT NULL,
	`amount_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`lowest_before_minor` integer,
	`quantity_prices` text,
	PRIMARY KEY(`channel_id`, `currency`, `product_id`, `position`, `variant_id`, `price_group`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_listing_variant`("channel_id", "currency", "product_id", "position", "variant_id", "price_group", "amount_minor", "compare_at_minor", "lowest_before_minor", "quantity_prices") SELECT "channel_id", "currency", "product_id", "position", "variant_id", "price_group", "amount_minor", "compare_at_minor", "lowest_before_minor", "quantity_prices" FROM `listing_variant`;--> statement-breakpoint
DROP TABLE `listing_variant`;--> statement-breakpoint
ALTER TABLE `__new_listing_variant` RENAME TO `listing_variant`;--> statement-breakpoint
CREATE INDEX `listing_variant_variant` ON `listing_variant` (`variant_id`,`channel_id`,`currency`);--> statement-breakpoint
CREATE INDEX `listing_variant_product` ON `listing_variant` (`product_id`);