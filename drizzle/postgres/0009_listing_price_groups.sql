DROP INDEX "listing_rank";--> statement-breakpoint
DROP INDEX "listing_newest";--> statement-breakpoint
DROP INDEX "listing_price";--> statement-breakpoint
ALTER TABLE "listing" DROP CONSTRAINT "listing_channel_id_currency_product_id_pk";--> statement-breakpoint
ALTER TABLE "listing_variant" DROP CONSTRAINT "listing_variant_channel_id_currency_product_id_position_variant_id_pk";--> statement-breakpoint
ALTER TABLE "listing" ADD CONSTRAINT "listing_channel_id_currency_product_id_price_group_pk" PRIMARY KEY("channel_id","currency","product_id","price_group");--> statement-breakpoint
ALTER TABLE "listing_variant" ADD CONSTRAINT "listing_variant_channel_id_currency_product_id_position_variant_id_price_group_pk" PRIMARY KEY("channel_id","currency","product_id","position","variant_id","price_group");--> statement-breakpoint
CREATE INDEX "listing_rank" ON "listing" USING btree ("channel_id","currency","rank","product_id","published_at","price_group");--> statement-breakpoint
CREATE INDEX "listing_newest" ON "listing" USING btree ("channel_id","currency","published_at","product_id","price_group");--> statement-breakpoint
CREATE INDEX "listing_price" ON "listing" USING btree ("channel_id","currency","min_minor","product_id","published_at","price_group");