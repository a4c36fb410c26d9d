CREATE TRIGGER `ledger_posting_no_update` BEFORE UPDATE ON `ledger_posting`
BEGIN
	SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `ledger_posting_no_delete` BEFORE DELETE ON `ledger_posting`
BEGIN
	SELECT RAISE(ABORT, 'ledger_posting is append-only');
END;
