import { rowsOf } from './table.mts';

/*
 * What Weiyu's documentation, "Webhook", announces, in its Chinese (both
 * scripts) and its English words, and how such titles go on: updated, over. The
 * lines of a message are those of `weiyuLines`; no text but that of a new
 * message is published.
 */
export const weiyuTable = rowsOf(`
客户留言通知                            | 1 | message.unreplied | opens     | weiyu:message:7
客戶留言通知                            | 1 | message.unreplied | opens     | weiyu:message:7
新留言通知                              | 1 | message.unreplied | opens     | weiyu:message:7
留言内容同步                            | 1 | message.unreplied | opens     | weiyu:message:7
及时响应提醒                            | 1 | message.unreplied | opens     | weiyu:message:7
未读消息提醒                            | 1 | message.unreplied | opens     | weiyu:message:7
留言已回复                              | 1 | message.replied   | ends      | weiyu:message:7
Customer Message Notification           | 1 | message.unreplied | opens     | weiyu:message:7
Message Content Synchronization         | 1 | message.unreplied | opens     | weiyu:message:7
Timely Response Reminder                | 1 | message.unreplied | opens     | weiyu:message:7
New customer message                    | 1 | message.unreplied | opens     | weiyu:message:7
Message from a visitor                  | 1 | message.unreplied | opens     | weiyu:message:7
Unread message alert                    | 1 | message.unreplied | opens     | weiyu:message:7
Customer message replied                | 1 | message.replied   | ends      | weiyu:message:7
潜在客户信息                            | 1 | lead.created      | opens     | weiyu:customer:9
销售线索通知                            | 1 | lead.created      | opens     | weiyu:customer:9
新线索                                  | 1 | lead.created      | opens     | weiyu:customer:9
新線索通知                              | 1 | lead.created      | opens     | weiyu:customer:9
线索信息更新                            | 1 | customer.updated  | continues | weiyu:customer:9
线索已跟进                              | 1 | customer.updated  | ends      | weiyu:customer:9
Potential Customer Information          | 1 | lead.created      | opens     | weiyu:customer:9
New Lead                                | 1 | lead.created      | opens     | weiyu:customer:9
Sales lead notification                 | 1 | lead.created      | opens     | weiyu:customer:9
Lead updated                            | 1 | customer.updated  | continues | weiyu:customer:9
客户留资通知                            | 1 | customer.updated  | opens     | weiyu:customer:9
客户信息                                | 1 | customer.updated  | opens     | weiyu:customer:9
客户信息更新                            | 1 | customer.updated  | continues | weiyu:customer:9
Customer Information                    | 1 | customer.updated  | opens     | weiyu:customer:9
Customer information update             | 1 | customer.updated  | continues | weiyu:customer:9
系统异常通知                            | 1 | alert.firing      | opens     | weiyu:alert:5
系統異常通知                            | 1 | alert.firing      | opens     | weiyu:alert:5
系统故障                                | 1 | alert.firing      | opens     | weiyu:alert:5
性能监控报警                            | 1 | alert.firing      | opens     | weiyu:alert:5
安全事件通知                            | 1 | alert.firing      | opens     | weiyu:alert:5
安全事件                                | 1 | alert.firing      | opens     | weiyu:alert:5
系统告警未恢复                          | 1 | alert.firing      | opens     | weiyu:alert:5
系统正在恢复，异常仍在                  | 1 | alert.firing      | opens     | weiyu:alert:5
系统异常已恢复                          | 1 | alert.resolved    | ends      | weiyu:alert:5
性能监控恢复通知                        | 1 | alert.resolved    | ends      | weiyu:alert:5
安全事件已解除                          | 1 | alert.resolved    | ends      | weiyu:alert:5
System Exception Notification           | 1 | alert.firing      | opens     | weiyu:alert:5
System failure                          | 1 | alert.firing      | opens     | weiyu:alert:5
Performance Monitoring Alert            | 1 | alert.firing      | opens     | weiyu:alert:5
Performance warning                     | 1 | alert.firing      | opens     | weiyu:alert:5
Security Event                          | 1 | alert.firing      | opens     | weiyu:alert:5
Security Event Notification             | 1 | alert.firing      | opens     | weiyu:alert:5
System exception recovered              | 1 | alert.resolved    | ends      | weiyu:alert:5
Performance recovered                   | 1 | alert.resolved    | ends      | weiyu:alert:5
Security event resolved                 | 1 | alert.resolved    | ends      | weiyu:alert:5
Security event unresolved               | 1 | alert.firing      | opens     | weiyu:alert:5
工单创建通知                            | 1 | ticket.created    | opens     | weiyu:ticket:42
新工单提醒                              | 1 | ticket.created    | opens     | weiyu:ticket:42
工單建立通知                            | 1 | ticket.created    | opens     | weiyu:ticket:42
工单状态更新                            | 1 | ticket.updated    | continues | weiyu:ticket:42
工单状态变更通知                        | 1 | ticket.updated    | continues | weiyu:ticket:42
工单更新提醒                            | 1 | ticket.updated    | continues | weiyu:ticket:42
工单处理提醒                            | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
工单未完成提醒                          | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
工单即将超时                            | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
工单升级提醒                            | 1 | ticket.escalated  | opens     | weiyu:ticket:42
工单重新打开                            | 1 | ticket.updated    | opens     | weiyu:ticket:42
工单已解决                              | 1 | ticket.closed     | ends      | weiyu:ticket:42
Ticket Creation Notification            | 1 | ticket.created    | opens     | weiyu:ticket:42
New ticket reminder                     | 1 | ticket.created    | opens     | weiyu:ticket:42
Ticket Status Update                    | 1 | ticket.updated    | continues | weiyu:ticket:42
Ticket Status Updates                   | 1 | ticket.updated    | continues | weiyu:ticket:42
Ticket status changed                   | 1 | ticket.updated    | continues | weiyu:ticket:42
Ticket Processing Reminder              | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
Ticket about to timeout                 | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
Ticket is timing out                    | 1 | ticket.dueSoon    | opens     | weiyu:ticket:42
Ticket Escalation Reminder              | 1 | ticket.escalated  | opens     | weiyu:ticket:42
Ticket reopened                         | 1 | ticket.updated    | opens     | weiyu:ticket:42
Ticket Status Update: Resolved          | 1 | ticket.closed     | ends      | weiyu:ticket:42
系统升级公告                            | 1 | notice            | opens     | -
`);

/** The lines by which a message of these kinds names what it is about. */
export function weiyuLines(key: string): string {
	const [, of, id] = key.split(':');
	const names: Record<string, string> = {
		message: '留言ID',
		customer: 'Customer ID',
		alert: '告警ID',
		ticket: 'Ticket ID',
	};
	const name = names[of];
	return name ? `- **${name}**: ${id}\n- **优先级**: HIGH` : '- **时间**: 23:00\n- **地点**: 杭州';
}
