ALTER TABLE "cart_line" ADD COLUMN "held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "round_totals_to_minor" jsonb;--> statement-breakpoint
ALTER TABLE "shipping_method" ADD COLUMN "times" jsonb;--> statement-breakpoint
ALTER TABLE "discount_code" ADD COLUMN "categories" jsonb;--> statement-breakpoint
ALTER TABLE "discount_code" ADD COLUMN "products" jsonb;--> statement-breakpoint
ALTER TABLE "stock_item" ADD COLUMN "reserve_in_cart_minutes" integer;--> statement-breakpoint
CREATE INDEX "reservation_held" ON "reservation" USING btree ("reference") WHERE "reservation"."status" = 'HELD';