import type { OrderTexts } from './texts.js'

export const russian: OrderTexts = {
  subject: {
    ORDER_TO_PAY: ({ shop, number }) => `Оплатите заказ ${number} в ${shop}`,
    ORDER_PLACED: ({ shop, number }) => `Ваш заказ ${number} в ${shop}`,
    ORDER_CANCELLED: ({ shop, number }) => `Ваш заказ ${number} в ${shop} отменён`,
    ORDER_REFUNDED: ({ shop, number }) => `Возврат денег за заказ ${number} в ${shop}`,
  },
  lines: {
    ORDER_TO_PAY: ({ shop, number, due, payBefore }) => [
      `${shop} оформляет для вас заказ. Его номер — ${number}.`,
      `Пожалуйста, оплатите ${due} до ${payBefore}. До этого времени всё в нём отложено для вас.`,
    ],
    ORDER_PLACED: ({ shop, number, isPaidByHand }) => [
      `Спасибо за заказ в ${shop}. Его номер — ${number}.`,
      ...(isPaidByHand ? ['Оплатите его так, как договорились с магазином.'] : []),
    ],
    ORDER_CANCELLED: ({ shop, number, returned }) => [
      `Ваш заказ ${number} в ${shop} отменён.`,
      ...(returned === null
        ? []
        : [
            `${returned} вернётся тем же способом, каким заказ был оплачен. Банку может понадобиться несколько дней.`,
          ]),
    ],
    ORDER_REFUNDED: ({ shop, number, returned, total }) => [
      `${shop} возвращает деньги за заказ ${number}: всего уже ${returned} из ${total}.`,
      'Они вернутся тем же способом, каким заказ был оплачен. Банку может понадобиться несколько дней.',
    ],
  },
  note: 'Если вы ничего не заказывали, сообщите об этом магазину.',
  link: 'Посмотреть заказ:',
  payLink: 'Посмотреть и оплатить заказ:',
  rows: {
    discount: 'Скидки',
    shipping: 'Доставка',
    tax: 'Налог',
    taxIncluded: 'В том числе налог',
    rounding: 'Округление',
    total: 'Итого',
    tendered: 'Подарочные карты и баланс',
    due: 'К оплате',
  },
  shipTo: 'Адрес доставки:',
  billTo: 'Адрес для счёта:',
  delivery: 'Доставка:',
}
