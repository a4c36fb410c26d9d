CREATE TRIGGER "ledger_posting_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_posting"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
