import { factsOf, rowsOf } from './table.mts';

/*
 * Alerts that Nightingale's documentation prints ("Webhook(Callback)",
 * "自定义通知媒介"), its example for templates (center/cconf), its tests
 * (center/router/mock_event.go), the answer of its API for past alerts, and
 * what others recorded: the facts that tell what each is, in our own writing.
 */
export const nightingaleFacts = factsOf(String.raw`
callback of a processor {"id":1097371,"cluster":"prom","group_name":"DBA-Postgres","hash":"54f5543591c6dc0e30139cae196a1eee","rule_id":54,"rule_name":"测试事件回调","severity":2,"trigger_time":1749180264,"is_recovered":false,"last_eval_time":1749180264,"first_trigger_time":1749180264,"status":0,"notify_version":0}
own channel {"events":[{"id":1097655,"cluster":"prom","group_name":"DBA-Postgres","hash":"f75556af7cedbe250d3d8ab709634c96","rule_id":56,"rule_name":"测试自定义通知媒介2","severity":2,"trigger_time":1749196393,"is_recovered":false,"first_trigger_time":1749196393}],"sendtos":["qinxiaohui"],"tpl":{"content":"**规则标题**: 测试自定义通知媒介2"}}
channel Callback [{"id":1097655,"hash":"f75556af7cedbe250d3d8ab709634c96","rule_id":56,"rule_name":"测试自定义通知媒介2","severity":2,"trigger_time":1749196393,"is_recovered":false,"first_trigger_time":1749196393}]
channel Callback, recovered [{"id":1097656,"hash":"f75556af7cedbe250d3d8ab709634c96","rule_id":56,"rule_name":"测试自定义通知媒介2","severity":2,"trigger_time":1749196393,"is_recovered":true,"last_eval_time":1749197000,"first_trigger_time":1749196393,"recover_time":0}]
global callback of version 6 {"id":1000000,"datasource_id":1,"group_name":"Default Busi Group","hash":"2cb966f9ba1cdc7af94c3796e855955a","rule_id":23,"rule_name":"测试告警","severity":3,"target_ident":"host01","trigger_time":1677229517,"tags":["__name__=disk_free"],"is_recovered":false,"notify_users_obj":null,"first_trigger_time":1677229517,"annotations":{"summary":"测试告警"}}
repeated for the 17th time {"id":11,"group_name":"数字化","hash":"31fd96fe57713df39b96ba1f6ad7ef5d","rule_id":5,"rule_name":"服务请求耗时大于20s","severity":2,"trigger_time":1788159715,"trigger_value":"40.41","is_recovered":false,"last_eval_time":0,"first_trigger_time":1788102115,"recover_time":0,"notify_cur_number":17}
of the past, recovered {"id":701,"hash":"history-fingerprint","rule_id":1,"rule_name":"APIUnavailable","severity":1,"is_recovered":1,"first_trigger_time":1710000000,"recover_time":1710000120}
of the past, firing {"id":703,"hash":"history-703","rule_id":1,"rule_name":"APIUnavailable","severity":1,"is_recovered":0,"trigger_time":1710000900,"recover_time":0}
test of a channel [{"id":0,"hash":"notify-channel-test-mock-event","rule_id":0,"rule_name":"Media type test mock event","severity":2,"trigger_time":1788159715,"is_recovered":false}]
test of a rule, recovered [{"id":0,"hash":"notify-rule-test-mock-event","rule_id":0,"rule_name":"Notify rule test mock event","severity":2,"trigger_time":1788159715,"is_recovered":true,"recover_time":1788159715}]
test of a pipeline {"id":0,"hash":"event-pipeline-test-mock-event","rule_id":0,"rule_name":"Event pipeline test mock event","severity":2,"trigger_time":1788159715,"is_recovered":false}
`);

export const nightingaleTable = rowsOf(`
callback of a processor       | 1 | alert.firing   | opens | nightingale:{hash}
own channel                   | 1 | alert.firing   | opens | nightingale:{events.0.hash}
channel Callback              | 1 | alert.firing   | opens | nightingale:{0.hash}
channel Callback, recovered   | 1 | alert.resolved | ends  | nightingale:{0.hash}
global callback of version 6  | 1 | alert.firing   | opens | nightingale:{hash}
repeated for the 17th time    | 1 | alert.firing   | opens | nightingale:{hash}
of the past, recovered        | 1 | alert.resolved | ends  | nightingale:{hash}
of the past, firing           | 1 | alert.firing   | opens | nightingale:{hash}
test of a channel             | 1 | test           | -     | -
test of a rule, recovered     | 1 | test           | -     | -
test of a pipeline            | 1 | test           | -     | -
`);
