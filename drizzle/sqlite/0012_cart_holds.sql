ALTER TABLE `cart_line` ADD `held_until` integer;--> statement-breakpoint
ALTER TABLE `stock_item` ADD `reserve_in_cart_minutes` integer;--> statement-breakpoint
CREATE INDEX `reservation_held` ON `reservation` (`reference`) WHERE "reservation"."status" = 'HELD';