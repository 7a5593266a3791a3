import { factsOf, rowsOf } from './table.mts';

/*
 * What Uptime Kuma sends, by its source (server/model/monitor.js,
 * server/model/domain_expiry.js, server/server.js), an issue of its users
 * ("What is the Webhook JSON Schema?") and the tests of services that take its
 * webhook: the facts that tell what each is, in our own writing.
 */
export const uptimeKumaFacts = factsOf(String.raw`
site is down {"heartbeat":{"monitorID":89,"status":0,"time":"2023-07-31 18:56:15.374","msg":"timeout of 16000ms exceeded","important":true,"duration":36,"timezone":"Europe/Berlin","timezoneOffset":"+02:00","localDateTime":"2023-07-31 20:56:15"},"monitor":{"id":89,"name":"test","url":"https://example.com","hostname":null,"type":"http","tags":[],"includeSensitiveData":false},"msg":"[test] [🔴 Down] timeout of 16000ms exceeded"}
host is down, version 1.11 {"heartbeat":{"monitorID":10,"status":0,"time":"2022-01-21 14:06:38","msg":"PING 10.13.13.13 (10.13.13.13) 56(84) bytes of data.","important":true,"duration":0},"monitor":{"id":10,"name":"Testing","url":"https://","hostname":"10.13.13.13","port":null},"msg":"[Testing] [🔴 Down] PING 10.13.13.13"}
site is down, no reason {"heartbeat":{"monitorID":7,"status":0,"msg":"N/A","ping":null},"monitor":{"id":7,"name":"Jellyfin","type":"http"},"msg":"[Jellyfin] [🔴 Down] N/A"}
site is down, told again {"heartbeat":{"monitorID":7,"status":0,"time":"2026-09-30 22:14:02.123","msg":"connect ECONNREFUSED","important":false,"retries":1},"monitor":{"id":7,"name":"cloud","resendInterval":60},"msg":"[cloud] [🔴 Down] connect ECONNREFUSED"}
printer is down, without monitorID {"heartbeat":{"status":0,"msg":"connect ECONNREFUSED 172.18.10.12:9100","time":"2026-07-18 21:00:00"},"monitor":{"id":7,"name":"Reindeer Room Printer","hostname":"172.18.10.12"},"msg":"[Reindeer Room Printer] [🔴 Down] connect ECONNREFUSED"}
site is up again {"heartbeat":{"monitorID":7,"status":1,"time":"2026-09-30 21:26:02.123","msg":"200 - OK","lastDownTime":"2026-09-30 21:14:02.123"},"monitor":{"id":7,"name":"cloud"},"msg":"[cloud] [✅ Up] 200 - OK"}
pending {"heartbeat":{"monitorID":1,"status":2,"time":"2026-09-30 21:26:02"},"monitor":{"id":1,"name":"m"},"msg":"m"}
maintenance {"heartbeat":{"monitorID":1,"status":3,"time":"2026-09-30 21:26:02"},"monitor":{"id":1,"name":"m"},"msg":"m"}
certificate expires {"heartbeat":null,"monitor":null,"msg":"[cloud][https://cloud.example.com] server certificate cloud.example.com will expire in 7 days"}
domain expires {"heartbeat":null,"monitor":null,"msg":"Domain name example.com will expire in 14 days"}
button Test {"heartbeat":null,"monitor":null,"msg":"My Webhook Alert (1) Testing"}
button Test, bare {"heartbeat":null,"monitor":null,"msg":"Testing"}
own body of words {"msg":"[Site] [Down] something broke"}
`);

/** What is not in the table is `other`, and of no conversation. */
export const uptimeKumaTable = rowsOf(`
site is down                       | 1 | alert.firing   | opens | uptimeKuma:89
host is down, version 1.11         | 1 | alert.firing   | opens | uptimeKuma:10
site is down, no reason            | 1 | alert.firing   | opens | uptimeKuma:7
site is down, told again           | 1 | alert.firing   | opens | uptimeKuma:7
printer is down, without monitorID | 1 | alert.firing   | opens | uptimeKuma:7
site is up again                   | 1 | alert.resolved | ends  | uptimeKuma:7
certificate expires                | 1 | notice         | opens | uptimeKuma:notice=[cloud][https%3A//cloud.example.com] server certificate cloud.example.com will expire in 7 days
domain expires                     | 1 | notice         | opens | uptimeKuma:notice={msg}
button Test                        | 1 | test           | -     | -
button Test, bare                  | 1 | test           | -     | -
own body of words                  | 1 | notice         | opens | uptimeKuma:notice={msg}
`);
