CREATE TABLE "cart" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"token_hash" text COLLATE "C",
	"customer_id" text COLLATE "C",
	"status" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"channel_id" bigint NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"country" text COLLATE "C" NOT NULL,
	"locale" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C",
	"phone" text COLLATE "C",
	"note" text COLLATE "C",
	"attributes" jsonb NOT NULL,
	"shipping_address" jsonb,
	"billing_address" jsonb,
	"codes" jsonb NOT NULL,
	"delivery_handle" text COLLATE "C",
	"warnings" jsonb NOT NULL,
	"merged_into" text COLLATE "C",
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cart_status" CHECK ("cart"."status" in ('OPEN', 'ORDERED', 'MERGED', 'EXPIRED'))
);
--> statement-breakpoint
CREATE TABLE "cart_line" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"cart_id" text COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"variant_id" bigint NOT NULL,
	"quantity" integer NOT NULL,
	"attributes" jsonb NOT NULL,
	"attributes_key" text COLLATE "C" NOT NULL,
	"agreed_minor" bigint,
	"acknowledged" jsonb NOT NULL,
	CONSTRAINT "cart_line_quantity" CHECK ("cart_line"."quantity" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cart_token" ON "cart" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "cart_customer" ON "cart" USING btree ("customer_id","status","updated_at");--> statement-breakpoint
CREATE INDEX "cart_end" ON "cart" USING btree ("status","expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cart_line_content" ON "cart_line" USING btree ("cart_id","variant_id","attributes_key");--> statement-breakpoint
CREATE INDEX "cart_line_position" ON "cart_line" USING btree ("cart_id","position");