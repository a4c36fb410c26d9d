// Before the first decorator runs.
import 'reflect-metadata'
import { AccessResolver } from '../resolvers/access.js'
import { AuditResolver } from '../resolvers/audit.js'
import { CartLineResolver, CartResolver, DeliveryOptionResolver } from '../resolvers/cart/cart.js'
import { CartChangesResolver } from '../resolvers/cart/changes.js'
import { CurrentCartResolver, CustomerCartResolver } from '../resolvers/cart/current.js'
import { CartEventsResolver } from '../resolvers/cart/events.js'
import { CartRecordResolver } from '../resolvers/cart/record.js'
import { CatalogAdminResolver } from '../resolvers/catalog/admin.js'
import { BrandResolver } from '../resolvers/catalog/brand.js'
import { CategoryResolver } from '../resolvers/catalog/category.js'
import { NodeResolver } from '../resolvers/catalog/node.js'
import { ProductResolver } from '../resolvers/catalog/product.js'
import { ProductOptionValueResolver, ProductVariantsResolver } from '../resolvers/catalog/product-variants.js'
import { SitemapResolver } from '../resolvers/catalog/sitemap.js'
import { ProductVariantResolver } from '../resolvers/catalog/variant.js'
import { ChannelResolver, ShopResolver } from '../resolvers/channels.js'
import { AccountsResolver } from '../resolvers/customers/accounts.js'
import { CustomersAdminResolver } from '../resolvers/customers/admin.js'
import { CustomerResolver } from '../resolvers/customers/customer.js'
import { MerchandisingResolver } from '../resolvers/merchandising.js'
import { MoneyResolver } from '../resolvers/money.js'
import { OrdersAdminResolver } from '../resolvers/orders/admin.js'
import { OrderChangesResolver, OrderPlacePayloadResolver } from '../resolvers/orders/changes.js'
import { OrderEventsResolver } from '../resolvers/orders/events.js'
import {
  CartOrderResolver,
  CustomerOrdersResolver,
  OrderLineResolver,
  OrderResolver,
} from '../resolvers/orders/order.js'
import { ReorderResolver } from '../resolvers/orders/reorder.js'
import { CartPaymentMethodsResolver } from '../resolvers/payments/cart-methods.js'
import { PaymentMethodsResolver } from '../resolvers/payments/methods.js'
import { ProductRecordResolver } from '../resolvers/product-record.js'
import { DeliveryResolver } from '../resolvers/selling/delivery.js'
import { DiscountCodesResolver } from '../resolvers/selling/discount-codes.js'
import { TaxResolver } from '../resolvers/selling/tax.js'
import { SessionsResolver } from '../resolvers/sessions.js'
import { StaffResolver } from '../resolvers/staff.js'
import { StockAdminResolver } from '../resolvers/stock/admin.js'
import { StockAlertsResolver } from '../resolvers/stock/alerts.js'
import { StockItemResolver, StockLevelResolver, StockMovementResolver } from '../resolvers/stock/details.js'
import { StockEventsResolver } from '../resolvers/stock/events.js'
import { InsufficientStockResolver } from '../resolvers/stock/lacking.js'
import { LocationsResolver } from '../resolvers/stock/locations.js'
import { VariantStockResolver } from '../resolvers/stock/variant.js'
import { GiftCardsResolver } from '../resolvers/tenders/gift-cards.js'
import { StoreCreditResolver } from '../resolvers/tenders/store-credit.js'
import type { Services } from './build-services.js'
import { createPersonalData } from './personal-data.js'

/** Every resolver with its services. A class that is not here is not part of the schema. */
export const createResolvers = (services: Services): readonly object[] => {
  const { promotions, tax, delivery, tenders, carts, payments, orders } = services
  const { audit, access, channels, customers, catalog, listings, merchandising, stock, alerts, feeds } =
    services
  return [
    new MoneyResolver(),
    new AuditResolver(audit),
    new AccessResolver(access),
    new StaffResolver(access),
    new SessionsResolver(services.credentials),
    new AccountsResolver(customers, carts, channels),
    new CustomerResolver(customers),
    new CustomersAdminResolver(customers, createPersonalData(services)),
    new ShopResolver(channels),
    new ChannelResolver(channels),
    new ProductResolver(catalog, listings),
    new ProductVariantsResolver(catalog),
    new ProductOptionValueResolver(),
    new ProductVariantResolver(catalog),
    new CategoryResolver(catalog, listings),
    new BrandResolver(catalog, listings),
    new NodeResolver(channels, customers, carts, orders),
    new SitemapResolver(catalog, listings),
    new CatalogAdminResolver(catalog),
    new MerchandisingResolver(merchandising),
    new VariantStockResolver(),
    new LocationsResolver(stock),
    new StockAlertsResolver(alerts),
    new StockAdminResolver(stock, catalog),
    new StockEventsResolver(catalog, listings),
    new StockLevelResolver(),
    new StockItemResolver(),
    new StockMovementResolver(),
    new ProductRecordResolver(feeds),
    new TaxResolver(tax),
    new DeliveryResolver(delivery, channels),
    new DiscountCodesResolver(promotions, channels),
    new GiftCardsResolver(tenders),
    new StoreCreditResolver(tenders),
    new CartResolver(carts, channels, customers),
    new CartLineResolver(),
    new DeliveryOptionResolver(),
    new CustomerCartResolver(carts, channels),
    new CurrentCartResolver(carts, channels),
    new InsufficientStockResolver(),
    new CartChangesResolver(carts, channels),
    new CartEventsResolver(carts, channels),
    new CartRecordResolver(carts, channels),
    new OrderResolver(orders),
    new OrderLineResolver(),
    new CartOrderResolver(orders),
    new CustomerOrdersResolver(orders),
    new OrderChangesResolver(orders),
    new OrderPlacePayloadResolver(carts, channels),
    new OrderEventsResolver(orders),
    new OrdersAdminResolver(orders, channels),
    new ReorderResolver(orders, carts, channels),
    new PaymentMethodsResolver(payments, channels),
    new CartPaymentMethodsResolver(payments),
  ]
}
