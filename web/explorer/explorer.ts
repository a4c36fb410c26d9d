import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import 'graphiql/style.css'
import './explorer.css'
import './workers'
import { type Api, adminApi, shopApi } from './apis'
import { storageOf } from './storage'

const api = location.pathname === adminApi.page ? adminApi : shopApi

const socketUrl = (path: string) => new URL(path, location.href.replace(/^http/, 'ws')).href

const link = (to: Api) =>
  createElement('a', { key: to.name, href: to.page, 'aria-current': to === api ? 'page' : undefined }, to.url)

const logo = createElement(
  GraphiQL.Logo,
  null,
  createElement('nav', { className: 'apis' }, [shopApi, adminApi].map(link)),
)

const explorer = createElement(
  GraphiQL,
  {
    fetcher: createGraphiQLFetcher({ url: api.url, subscriptionUrl: socketUrl(api.url) }),
    storage: storageOf(api.name),
    defaultTabs: api.tabs,
    defaultEditorToolsVisibility: api === adminApi ? 'headers' : false,
  },
  logo,
)

const root = document.getElementById('explorer')
if (root) createRoot(root).render(explorer)
