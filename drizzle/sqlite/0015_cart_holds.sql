ALTER TABLE `cart_line` ADD `held_until` integer;--> statement-breakpoint
ALTER TABLE `channel` ADD `round_totals_to_minor` text;--> statement-breakpoint
ALTER TABLE `shipping_method` ADD `times` text;--> statement-breakpoint
ALTER TABLE `discount_code` ADD `categories` text;--> statement-breakpoint
ALTER TABLE `discount_code` ADD `products` text;--> statement-breakpoint
ALTER TABLE `stock_item` ADD `reserve_in_cart_minutes` integer;--> statement-breakpoint
CREATE INDEX `reservation_held` ON `reservation` (`reference`) WHERE "reservation"."status" = 'HELD';