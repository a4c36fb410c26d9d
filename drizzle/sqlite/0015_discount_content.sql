ALTER TABLE `discount_code` ADD `categories` text;--> statement-breakpoint
ALTER TABLE `discount_code` ADD `products` text;