CREATE TRIGGER `stock_movement_no_update` BEFORE UPDATE ON `stock_movement`
BEGIN
	SELECT RAISE(ABORT, 'stock_movement is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `stock_movement_no_delete` BEFORE DELETE ON `stock_movement`
BEGIN
	SELECT RAISE(ABORT, 'stock_movement is append-only');
END;
--> statement-breakpoint
INSERT INTO `facet` (`facet_id`, `value`, `number`, `product_id`)
SELECT -4, `channel_id` || ' ' || `currency` || ' IN_STOCK', NULL, `product_id` FROM `listing`;
