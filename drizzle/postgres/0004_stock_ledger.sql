CREATE TRIGGER "stock_movement_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "stock_movement"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
INSERT INTO "facet" ("facet_id", "value", "number", "product_id")
SELECT -4, "channel_id" || ' ' || "currency" || ' IN_STOCK', NULL, "product_id" FROM "listing";
