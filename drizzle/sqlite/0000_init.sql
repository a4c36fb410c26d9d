CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` text NOT NULL,
	`permissions` text NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash` ON `api_key` (`hash`);--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`before` text,
	`after` text,
	`request_id` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_entry_entity` ON `audit_entry` (`entity`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entry_entity_id` ON `audit_entry` (`entity_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entry_actor` ON `audit_entry` (`actor`,`id`);--> statement-breakpoint
CREATE TABLE `attribute` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`type` text NOT NULL,
	`unit` text,
	`names` text NOT NULL,
	`choices` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attribute_key` ON `attribute` (`key`);--> statement-breakpoint
CREATE TABLE `brand` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_reference` text NOT NULL,
	`image` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `brand_external_reference` ON `brand` (`external_reference`);--> statement-breakpoint
CREATE TABLE `brand_text` (
	`brand_id` integer NOT NULL,
	`locale` text NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`description` text,
	`seo_title` text,
	`seo_description` text,
	PRIMARY KEY(`brand_id`, `locale`),
	FOREIGN KEY (`brand_id`) REFERENCES `brand`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `category` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_reference` text NOT NULL,
	`parent_id` integer,
	`position` integer DEFAULT 0 NOT NULL,
	`image` text,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "category_not_its_own_parent" CHECK("category"."parent_id" <> "category"."id")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `category_external_reference` ON `category` (`external_reference`);--> statement-breakpoint
CREATE INDEX `category_parent` ON `category` (`parent_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `category_text` (
	`category_id` integer NOT NULL,
	`locale` text NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`description` text,
	`seo_title` text,
	`seo_description` text,
	PRIMARY KEY(`category_id`, `locale`),
	FOREIGN KEY (`category_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`mime_type` text,
	`alts` text NOT NULL,
	`width` integer,
	`height` integer,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `media_product` ON `media` (`product_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `product` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_reference` text NOT NULL,
	`product_type_id` integer NOT NULL,
	`brand_id` integer,
	`status` text NOT NULL,
	`tags` text NOT NULL,
	`options` text NOT NULL,
	`attributes` text NOT NULL,
	`rank` integer DEFAULT 0 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_type_id`) REFERENCES `product_type`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`brand_id`) REFERENCES `brand`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "product_status" CHECK("product"."status" in ('DRAFT', 'ACTIVE', 'ARCHIVED'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `product_external_reference` ON `product` (`external_reference`);--> statement-breakpoint
CREATE INDEX `product_by_type` ON `product` (`product_type_id`);--> statement-breakpoint
CREATE INDEX `product_brand` ON `product` (`brand_id`);--> statement-breakpoint
CREATE TABLE `product_category` (
	`product_id` integer NOT NULL,
	`category_id` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`product_id`, `category_id`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`category_id`) REFERENCES `category`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `product_category_category` ON `product_category` (`category_id`);--> statement-breakpoint
CREATE TABLE `product_publication` (
	`product_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `channel_id`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `product_publication_channel` ON `product_publication` (`channel_id`,`product_id`);--> statement-breakpoint
CREATE TABLE `product_text` (
	`product_id` integer NOT NULL,
	`locale` text NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`description` text,
	`seo_title` text,
	`seo_description` text,
	PRIMARY KEY(`product_id`, `locale`),
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `product_type` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `product_type_key` ON `product_type` (`key`);--> statement-breakpoint
CREATE TABLE `product_type_attribute` (
	`product_type_id` integer NOT NULL,
	`attribute_id` integer NOT NULL,
	`required` integer NOT NULL,
	`filterable` integer NOT NULL,
	`searchable` integer NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`product_type_id`, `attribute_id`),
	FOREIGN KEY (`product_type_id`) REFERENCES `product_type`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`attribute_id`) REFERENCES `attribute`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `product_type_attribute_attribute` ON `product_type_attribute` (`attribute_id`);--> statement-breakpoint
CREATE TABLE `slug` (
	`kind` text NOT NULL,
	`locale` text NOT NULL,
	`slug` text NOT NULL,
	`entity_id` integer NOT NULL,
	`current` integer NOT NULL,
	PRIMARY KEY(`kind`, `slug`, `locale`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `slug_entity` ON `slug` (`entity_id`,`kind`);--> statement-breakpoint
CREATE TABLE `variant` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`position` integer NOT NULL,
	`external_reference` text,
	`sku` text,
	`names` text NOT NULL,
	`options` text NOT NULL,
	`option_key` text NOT NULL,
	`attributes` text NOT NULL,
	`media_urls` text NOT NULL,
	`weight` text,
	`requires_shipping` integer NOT NULL,
	`archived_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `product`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `variant_sku` ON `variant` (`sku`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_external_reference` ON `variant` (`external_reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_options` ON `variant` (`product_id`,`option_key`) WHERE "variant"."archived_at" is null;--> statement-breakpoint
CREATE INDEX `variant_product` ON `variant` (`product_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `variant_barcode` (
	`variant_id` integer NOT NULL,
	`position` integer NOT NULL,
	`code` text NOT NULL,
	PRIMARY KEY(`variant_id`, `code`),
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `variant_barcode_code` ON `variant_barcode` (`code`);--> statement-breakpoint
CREATE TABLE `variant_text` (
	`variant_id` integer NOT NULL,
	`locale` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`variant_id`, `locale`),
	FOREIGN KEY (`variant_id`) REFERENCES `variant`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `channel` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`currencies` text NOT NULL,
	`locales` text NOT NULL,
	`countries` text NOT NULL,
	`prices_include_tax` integer NOT NULL,
	`is_default` integer DEFAULT false NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "channel_version" CHECK("channel"."version" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `channel_slug` ON `channel` (`slug`);--> statement-breakpoint
CREATE INDEX `channel_default` ON `channel` (`is_default`);--> statement-breakpoint
CREATE TABLE `shop` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	CONSTRAINT "shop_one" CHECK("shop"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `import_run` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`lines_done` integer NOT NULL,
	`rejected` integer NOT NULL,
	`last_rejections` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_run_updated` ON `import_run` (`updated_at`);--> statement-breakpoint
CREATE TABLE `import_seen` (
	`fingerprint` text NOT NULL,
	`key` text NOT NULL,
	`line` integer NOT NULL,
	PRIMARY KEY(`fingerprint`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `facet` (
	`facet_id` integer NOT NULL,
	`value` text NOT NULL,
	`number` real,
	`product_id` integer NOT NULL,
	PRIMARY KEY(`facet_id`, `value`, `product_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `facet_number` ON `facet` (`facet_id`,`number`,`product_id`);--> statement-breakpoint
CREATE INDEX `facet_product` ON `facet` (`product_id`);--> statement-breakpoint
CREATE TABLE `listing` (
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`product_id` integer NOT NULL,
	`min_minor` integer NOT NULL,
	`max_minor` integer NOT NULL,
	`compare_at_min_minor` integer,
	`compare_at_max_minor` integer,
	`rank` integer NOT NULL,
	`published_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`channel_id`, `currency`, `product_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `listing_product` ON `listing` (`product_id`);--> statement-breakpoint
CREATE INDEX `listing_rank` ON `listing` (`channel_id`,`currency`,`rank`,`product_id`,`published_at`);--> statement-breakpoint
CREATE INDEX `listing_newest` ON `listing` (`channel_id`,`currency`,`published_at`,`product_id`);--> statement-breakpoint
CREATE INDEX `listing_price` ON `listing` (`channel_id`,`currency`,`min_minor`,`product_id`,`published_at`);--> statement-breakpoint
CREATE INDEX `listing_updated` ON `listing` (`channel_id`,`currency`,`updated_at`);--> statement-breakpoint
CREATE TABLE `listing_name` (
	`channel_id` integer NOT NULL,
	`locale` text NOT NULL,
	`product_id` integer NOT NULL,
	`sort_name` text NOT NULL,
	PRIMARY KEY(`channel_id`, `locale`, `product_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `listing_name_sorted` ON `listing_name` (`channel_id`,`locale`,`sort_name`,`product_id`);--> statement-breakpoint
CREATE INDEX `listing_name_product` ON `listing_name` (`product_id`);--> statement-breakpoint
CREATE TABLE `listing_variant` (
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`product_id` integer NOT NULL,
	`position` integer NOT NULL,
	`variant_id` integer NOT NULL,
	`amount_minor` integer NOT NULL,
	`compare_at_minor` integer,
	PRIMARY KEY(`channel_id`, `currency`, `product_id`, `position`, `variant_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `listing_variant_variant` ON `listing_variant` (`variant_id`,`channel_id`,`currency`);--> statement-breakpoint
CREATE INDEX `listing_variant_product` ON `listing_variant` (`product_id`);--> statement-breakpoint
CREATE TABLE `clock_mark` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `held_fact` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`reaction` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`aggregate` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`tries` integer NOT NULL,
	`error` text,
	`next_try_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `held_fact_seq` ON `held_fact` (`reaction`,`seq`);--> statement-breakpoint
CREATE INDEX `held_fact_aggregate` ON `held_fact` (`reaction`,`aggregate`,`id`);--> statement-breakpoint
CREATE INDEX `held_fact_due` ON `held_fact` (`next_try_at`);--> statement-breakpoint
CREATE TABLE `lease` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`beat` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`stamp` text DEFAULT '0' NOT NULL,
	`kind` text NOT NULL,
	`aggregate` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `outbox_position` ON `outbox` (`stamp`,`seq`);--> statement-breakpoint
CREATE TABLE `reaction_cursor` (
	`reaction` text PRIMARY KEY NOT NULL,
	`stamp` text NOT NULL,
	`seq` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `scheduled_task` (
	`name` text PRIMARY KEY NOT NULL,
	`next_run_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `price` (
	`variant_id` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`variant_id`, `channel_id`, `currency`),
	CONSTRAINT "price_amount" CHECK("price"."amount_minor" >= 0),
	CONSTRAINT "price_compare_at" CHECK("price"."compare_at_minor" > "price"."amount_minor")
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `price_channel` ON `price` (`channel_id`,`currency`);