CREATE TRIGGER `price_history_no_update` BEFORE UPDATE ON `price_history`
BEGIN
	SELECT RAISE(ABORT, 'price_history is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `price_history_no_delete` BEFORE DELETE ON `price_history`
BEGIN
	SELECT RAISE(ABORT, 'price_history is append-only');
END;
