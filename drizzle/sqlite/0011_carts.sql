CREATE TABLE `cart` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text,
	`customer_id` text,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`country` text NOT NULL,
	`locale` text NOT NULL,
	`email` text,
	`phone` text,
	`note` text,
	`attributes` text NOT NULL,
	`shipping_address` text,
	`billing_address` text,
	`codes` text NOT NULL,
	`delivery_handle` text,
	`warnings` text NOT NULL,
	`merged_into` text,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "cart_status" CHECK("cart"."status" in ('OPEN', 'ORDERED', 'MERGED', 'EXPIRED'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `cart_token` ON `cart` (`token_hash`);--> statement-breakpoint
CREATE INDEX `cart_customer` ON `cart` (`customer_id`,`status`,`updated_at`);--> statement-breakpoint
CREATE INDEX `cart_end` ON `cart` (`status`,`expires_at`);--> statement-breakpoint
CREATE TABLE `cart_line` (
	`id` text PRIMARY KEY NOT NULL,
	`cart_id` text NOT NULL,
	`position` integer NOT NULL,
	`variant_id` integer NOT NULL,
	`quantity` integer NOT NULL,
	`attributes` text NOT NULL,
	`attributes_key` text NOT NULL,
	`agreed_minor` integer,
	`acknowledged` text NOT NULL,
	CONSTRAINT "cart_line_quantity" CHECK("cart_line"."quantity" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `cart_line_content` ON `cart_line` (`cart_id`,`variant_id`,`attributes_key`);--> statement-breakpoint
CREATE INDEX `cart_line_position` ON `cart_line` (`cart_id`,`position`);