CREATE TRIGGER "price_history_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "price_history"
FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
