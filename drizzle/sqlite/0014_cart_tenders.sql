ALTER TABLE `cart` ADD `gift_card_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `cart` ADD `use_store_credit` integer DEFAULT false NOT NULL;