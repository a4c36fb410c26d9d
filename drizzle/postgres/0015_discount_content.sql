ALTER TABLE "discount_code" ADD COLUMN "categories" jsonb;--> statement-breakpoint
ALTER TABLE "discount_code" ADD COLUMN "products" jsonb;