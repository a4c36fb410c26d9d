CREATE TRIGGER `order_refund_no_update` BEFORE UPDATE ON `order_refund`
BEGIN
	SELECT RAISE(ABORT, 'order_refund is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `order_refund_no_delete` BEFORE DELETE ON `order_refund`
BEGIN
	SELECT RAISE(ABORT, 'order_refund is append-only');
END;
