CREATE TABLE "order_link" (
	"token_hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_note" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"text" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_refund" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"order_id" text COLLATE "C" NOT NULL,
	"currency" text COLLATE "C" NOT NULL,
	"amount_minor" bigint NOT NULL,
	"parts" jsonb NOT NULL,
	"lines" jsonb NOT NULL,
	"shipping_minor" bigint NOT NULL,
	"is_restocked" boolean NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"idempotency_key" text COLLATE "C" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "order_refund_amount" CHECK ("order_refund"."amount_minor" >= 0 and "order_refund"."shipping_minor" >= 0)
);
--> statement-breakpoint
ALTER TABLE "mail_job" DROP CONSTRAINT "mail_job_recipient_kind";--> statement-breakpoint
ALTER TABLE "order_line" ADD COLUMN "placed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "order_link_order" ON "order_link" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "order_note_order" ON "order_note" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "order_refund_order" ON "order_refund" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "order_line_sku" ON "order_line" USING btree ("sku","placed_at","order_id");--> statement-breakpoint
CREATE INDEX "shop_order_placed" ON "shop_order" USING btree ("placed_at","id");--> statement-breakpoint
CREATE INDEX "shop_order_email" ON "shop_order" USING btree ("email","placed_at","id");--> statement-breakpoint
CREATE INDEX "shop_order_status_placed" ON "shop_order" USING btree ("status","placed_at","id");--> statement-breakpoint
CREATE INDEX "shop_order_payment_status" ON "shop_order" USING btree ("payment_status","placed_at","id");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_recipient_kind" CHECK ("mail_job"."recipient_kind" in ('CUSTOMER', 'STAFF', 'ORDER'));