CREATE TABLE `order_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`order_id` text NOT NULL,
	`kind` text NOT NULL,
	`status_before` text,
	`status_after` text NOT NULL,
	`actor` text NOT NULL,
	`reason` text,
	`payment_id` text,
	`at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `order_event_order` ON `order_event` (`order_id`,`id`);--> statement-breakpoint
CREATE TABLE `order_line` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`variant_id` integer NOT NULL,
	`product_id` integer NOT NULL,
	`sku` text,
	`name` text NOT NULL,
	`attributes` text NOT NULL,
	`quantity` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`compare_at_minor` integer,
	`requires_shipping` integer NOT NULL,
	`cost` text NOT NULL,
	`tax` text,
	`discounts` text NOT NULL,
	CONSTRAINT "order_line_quantity" CHECK("order_line"."quantity" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `order_line_position` ON `order_line` (`order_id`,`position`);--> statement-breakpoint
CREATE TABLE `shop_order` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`token_hash` text,
	`status` text NOT NULL,
	`payment_status` text NOT NULL,
	`cancel_reason` text,
	`version` integer NOT NULL,
	`channel_id` integer NOT NULL,
	`currency` text NOT NULL,
	`country` text NOT NULL,
	`locale` text NOT NULL,
	`customer_id` text,
	`cart_id` text NOT NULL,
	`cart_version` integer,
	`email` text NOT NULL,
	`phone` text,
	`note` text,
	`attributes` text NOT NULL,
	`shipping_address` text,
	`billing_address` text,
	`delivery` text,
	`delivery_cost` text,
	`total_minor` integer NOT NULL,
	`due_minor` integer NOT NULL,
	`cost` text NOT NULL,
	`taxes` text NOT NULL,
	`discounts` text NOT NULL,
	`tenders` text NOT NULL,
	`reservation_id` text NOT NULL,
	`payment_id` text,
	`pay_before` integer,
	`placed_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "shop_order_status" CHECK("shop_order"."status" in ('PENDING_PAYMENT', 'PLACED', 'IN_FULFILLMENT', 'COMPLETED', 'CANCELLED')),
	CONSTRAINT "shop_order_due" CHECK("shop_order"."due_minor" >= 0 and "shop_order"."due_minor" <= "shop_order"."total_minor"),
	CONSTRAINT "shop_order_wait" CHECK("shop_order"."status" <> 'PENDING_PAYMENT' or "shop_order"."pay_before" is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shop_order_number` ON `shop_order` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `shop_order_token` ON `shop_order` (`token_hash`);--> statement-breakpoint
CREATE INDEX `shop_order_customer` ON `shop_order` (`customer_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `shop_order_cart` ON `shop_order` (`cart_id`) WHERE "shop_order"."status" <> 'CANCELLED';--> statement-breakpoint
CREATE INDEX `shop_order_of_cart` ON `shop_order` (`cart_id`,`id`);--> statement-breakpoint
CREATE INDEX `shop_order_end` ON `shop_order` (`pay_before`) WHERE "shop_order"."status" = 'PENDING_PAYMENT';