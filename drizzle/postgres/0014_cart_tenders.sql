ALTER TABLE "cart" ADD COLUMN "gift_card_ids" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cart" ADD COLUMN "use_store_credit" boolean DEFAULT false NOT NULL;