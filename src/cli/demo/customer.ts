/** Somebody to sign in as in the demo shop. Everybody knows the password, so no shop in production has this account. */
export const demoCustomer = {
  email: 'zosima@example.com',
  password: 'solve et coagula',
  firstName: 'Zosima',
  lastName: 'of Panopolis',
}

export const demoAddress = {
  ...{ firstName: 'Zosima', lastName: 'of Panopolis', address1: 'Zlatá ulička 16' },
  ...{ city: 'Praha', postalCode: '119 00', country: 'CZ' },
}
