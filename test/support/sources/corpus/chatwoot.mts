import { factsOf, rowsOf } from './table.mts';

/*
 * What Chatwoot sends, by its source (app/listeners/webhook_listener.rb,
 * app/models/message.rb, app/models/conversation.rb, spec/listeners) and its
 * documentation, "Webhook Events": the facts that tell what it is, in our own
 * writing.
 */
export const chatwootFacts = factsOf(String.raw`
customer writes {"event":"message_created","id":1,"content":"hi","message_type":"incoming","private":false,"sender":{"id":14,"name":"haze","type":"contact"},"inbox":{"id":1},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
customer writes, older versions {"event":"message_created","id":"1","content":"hi","message_type":0,"sender":{"id":"14","name":"haze"},"inbox":{"id":"1"},"conversation":{"display_id":"10","status":"open"}}
customer writes to a resolved conversation {"event":"message_created","id":2,"message_type":"incoming","private":false,"sender":{"id":14,"type":"contact"},"conversation":{"id":10,"inbox_id":1,"status":"resolved"}}
customer writes to a bot {"event":"message_created","id":3,"message_type":"incoming","private":false,"sender":{"id":14,"type":"contact"},"conversation":{"id":10,"inbox_id":1,"status":"pending"}}
customer sends a file alone {"event":"message_created","id":4,"content":null,"message_type":"incoming","private":false,"sender":{"id":14,"type":"contact"},"attachments":[{"id":1}],"conversation":{"id":10,"inbox_id":1,"status":"open"}}
agent answers {"event":"message_created","id":5,"message_type":"outgoing","private":false,"sender":{"id":1,"name":"John","type":"user"},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
agent answers a bot's conversation {"event":"message_created","id":6,"message_type":"outgoing","private":false,"sender":{"id":1,"name":"John","type":"user"},"conversation":{"id":10,"inbox_id":1,"status":"pending"}}
agent answers in WhatsApp {"event":"message_created","id":7,"message_type":"outgoing","private":false,"sender":null,"content_attributes":{"external_echo":true},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
agent leaves a note {"event":"message_created","id":8,"message_type":"outgoing","private":true,"sender":{"id":1,"name":"John","type":"user"},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
agent bot answers {"event":"message_created","id":9,"message_type":"outgoing","private":false,"sender":{"id":2,"name":"Helper","type":"agent_bot"},"conversation":{"id":10,"inbox_id":1,"status":"pending"}}
assistant answers {"event":"message_created","id":10,"message_type":"outgoing","private":false,"sender":{"id":3,"name":"Captain","type":"captain_assistant"},"conversation":{"id":10,"inbox_id":1,"status":"pending"}}
automation answers {"event":"message_created","id":11,"message_type":"outgoing","private":false,"sender":null,"content_attributes":{"automation_rule_id":7},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
campaign begins {"event":"message_created","id":12,"message_type":"outgoing","private":false,"sender":{"id":1,"name":"John","type":"user"},"additional_attributes":{"campaign_id":7},"conversation":{"id":10,"inbox_id":1,"status":"open"}}
greeting {"event":"message_created","id":13,"message_type":"template","private":false,"sender":null,"conversation":{"id":10,"inbox_id":1,"status":"open"}}
activity {"event":"message_created","id":14,"message_type":"activity","private":false,"sender":null,"conversation":{"id":10,"inbox_id":1,"status":"open"}}
message is read {"event":"message_updated","id":5,"message_type":"outgoing","status":"read","private":false,"conversation":{"id":10,"inbox_id":1,"status":"open"}}
conversation is made {"event":"conversation_created","id":10,"inbox_id":1,"status":"open","messages":[],"meta":{"sender":{"id":14}}}
conversation is made for a bot {"event":"conversation_created","id":10,"inbox_id":1,"status":"pending","messages":[],"meta":{"sender":{"id":14}}}
conversation is assigned {"event":"conversation_updated","id":10,"inbox_id":1,"status":"open","changed_attributes":[{"assignee_id":{"previous_value":null,"current_value":1}}]}
bot hands over {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"open","changed_attributes":[{"status":{"previous_value":"pending","current_value":"open"}}]}
agent hands to a bot {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"pending","changed_attributes":[{"status":{"previous_value":"open","current_value":"pending"}}]}
agent resolves {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"resolved","changed_attributes":[{"status":{"previous_value":"open","current_value":"resolved"}}]}
agent snoozes {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"snoozed","changed_attributes":[{"status":{"previous_value":"open","current_value":"snoozed"}}]}
snooze is over {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"open","changed_attributes":[{"status":{"previous_value":"snoozed","current_value":"open"}}]}
customer reopens {"event":"conversation_status_changed","id":10,"inbox_id":1,"status":"open","changed_attributes":[{"status":{"previous_value":"resolved","current_value":"open"}}]}
contact is made {"event":"contact_created","id":14,"name":"haze","account":{"id":1}}
contact changes {"event":"contact_updated","id":14,"name":"haze","account":{"id":1},"changed_attributes":[{"name":{"previous_value":"a","current_value":"haze"}}]}
widget is opened {"event":"webwidget_triggered","id":"","contact":{"id":14},"inbox":{"id":1},"current_conversation":null}
typing {"event":"conversation_typing_on","conversation":{"id":10},"user":{"id":14}}
`);

/** What is not in the table is `other`, and of no conversation. */
export const chatwootTable = rowsOf(`
customer writes                            | 1 | message.unreplied | opens     | chatwoot:1:10
customer writes, older versions            | 1 | message.unreplied | opens     | chatwoot:1:10
customer writes to a resolved conversation | 1 | message.unreplied | opens     | chatwoot:1:10
customer writes to a bot                   | 1 | message.unreplied | continues | chatwoot:1:10
customer sends a file alone                | 1 | message.unreplied | opens     | chatwoot:1:10
agent answers                              | 1 | message.replied   | ends      | chatwoot:1:10
agent answers a bot's conversation         | 1 | message.replied   | ends      | chatwoot:1:10
agent answers in WhatsApp                  | 1 | message.replied   | ends      | chatwoot:1:10
message is read                            | 1 | ticket.updated    | continues | chatwoot:1:10
conversation is made                       | 1 | ticket.updated    | continues | chatwoot:1:10
conversation is made for a bot             | 1 | ticket.updated    | continues | chatwoot:1:10
conversation is assigned                   | 1 | ticket.updated    | continues | chatwoot:1:10
bot hands over                             | 1 | ticket.updated    | opens     | chatwoot:1:10
agent hands to a bot                       | 1 | ticket.updated    | continues | chatwoot:1:10
agent resolves                             | 1 | ticket.closed     | ends      | chatwoot:1:10
agent snoozes                              | 1 | ticket.updated    | ends      | chatwoot:1:10
snooze is over                             | 1 | ticket.updated    | opens     | chatwoot:1:10
customer reopens                           | 1 | ticket.updated    | continues | chatwoot:1:10
contact is made                            | 1 | customer.updated  | -         | -
contact changes                            | 1 | customer.updated  | -         | -
`);
