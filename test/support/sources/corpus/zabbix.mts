import { factsOf, rowsOf } from './table.mts';

/*
 * What scripts of Zabbix's media types send with the names of its own ones, by
 * "Supported macros" of its documentation and by published tests of receivers:
 * the facts that tell what each is, in our own writing.
 */
export const zabbixFacts = factsOf(String.raw`
problem {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"0","event_nseverity":"3","event_name":"Zabbix agent is not available (for 3m)","event_ack_status":"No"}
problem, by number {"event_id":4012,"event_value":1,"event_source":0,"event_update_status":0,"event_severity":"Disaster"}
problem, without source {"event_id":"4013","event_value":"1","host_name":"web-01"}
step of an escalation, acknowledged {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"0","event_ack_status":"Yes"}
recovery {"event_id":"4012","event_value":"0","event_source":"0","event_update_status":"0","event_recovery_date":"2026.09.04","event_ack_status":"No"}
acknowledged {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"1","event_update_action":"acknowledged","event_update_user":"Admin","event_ack_status":"Yes"}
acknowledged with words {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"1","event_update_action":"acknowledged and commented","event_update_message":"On it","event_ack_status":"Yes"}
commented {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"1","event_update_action":"commented","event_ack_status":"No"}
severity changed {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"1","event_update_action":"changed severity from Average to High","event_ack_status":"No"}
unacknowledged {"event_id":"4012","event_value":"1","event_source":"0","event_update_status":"1","event_update_action":"unacknowledged","event_ack_status":"No"}
closed by hand {"event_id":"4012","event_value":"0","event_source":"0","event_update_status":"1","event_update_action":"closed","event_ack_status":"No"}
service {"event_id":"77","event_value":"1","event_source":"4","event_update_status":"0"}
discovered host {"event_id":"78","event_value":"1","event_source":"1","event_update_status":"{EVENT.UPDATE.STATUS}"}
registered host {"event_id":"79","event_value":"0","event_source":"2"}
test of the media type {"event_id":"{EVENT.ID}","event_value":"{EVENT.VALUE}","event_source":"{EVENT.SOURCE}","event_update_status":"{EVENT.UPDATE.STATUS}"}
`);

/** What is not in the table is `other`, and of no conversation. */
export const zabbixTable = rowsOf(`
problem                             | 1 | alert.firing   | opens     | zabbix:{event_id}
problem, by number                  | 1 | alert.firing   | opens     | zabbix:{event_id}
problem, without source             | 1 | alert.firing   | opens     | zabbix:{event_id}
step of an escalation, acknowledged | 1 | alert.firing   | continues     | zabbix:{event_id}
recovery                            | 1 | alert.resolved | ends      | zabbix:{event_id}
acknowledged                        | 1 | ticket.updated | ends      | zabbix:{event_id}
acknowledged with words             | 1 | ticket.updated | ends      | zabbix:{event_id}
commented                           | 1 | ticket.updated | continues | zabbix:{event_id}
severity changed                    | 1 | ticket.updated | continues | zabbix:{event_id}
unacknowledged                      | 1 | alert.firing   | opens     | zabbix:{event_id}
closed by hand                      | 1 | alert.resolved | ends      | zabbix:{event_id}
service                             | 1 | alert.firing   | opens     | zabbix:{event_id}
test of the media type              | 1 | test           | -         | -
`);
