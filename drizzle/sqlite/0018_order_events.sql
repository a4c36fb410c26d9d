CREATE TRIGGER `order_event_no_update` BEFORE UPDATE ON `order_event`
BEGIN
	SELECT RAISE(ABORT, 'order_event is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `order_event_no_delete` BEFORE DELETE ON `order_event`
BEGIN
	SELECT RAISE(ABORT, 'order_event is append-only');
END;
