-- What each table and column is for. The page docs/01-specifications/data-model.md is written from these.
comment on table replica is 'A running copy of the integration. Its claims are valid while expires_at lies ahead, on the clock of the database.';
comment on column replica.id is 'The lease that claims are made under.';
comment on column replica.started_at is 'When it was begun.';
comment on column replica.expires_at is 'When its claims come back, unless a heartbeat renews it.';

comment on table inbox is 'Every accepted webhook, append only, a partition a day; dropped by day.';
comment on column inbox.day is 'Of the body''s signed timestamp; -infinity when it has none.';
comment on column inbox.body_sha256 is 'Hash of what came in: the same bytes are stored once.';
comment on column inbox.received_at is 'When it was stored.';
comment on column inbox.event_type is 'Number of the event type, null when the body names none.';
comment on column inbox.shop_id is 'The shop, null when the body names none.';
comment on column inbox.body is 'The bytes that came in; once a buyer is erased, ids, times and states only.';

comment on table inbox_waiting is 'Webhooks that are not routed yet.';
comment on column inbox_waiting.day is 'Where the webhook lies.';
comment on column inbox_waiting.body_sha256 is 'Where the webhook lies.';
comment on column inbox_waiting.due_at is 'When to route it.';
comment on column inbox_waiting.attempts is 'Each failure halves the batch that it is routed with.';

comment on table inbox_parked is 'Webhooks that cannot be routed.';
comment on column inbox_parked.day is 'Where the webhook lies.';
comment on column inbox_parked.body_sha256 is 'Where the webhook lies.';
comment on column inbox_parked.reason is 'Why, for people.';
comment on column inbox_parked.parked_at is 'Since when.';

comment on table hint is '"Look at this entity": a set, one row per entity, however many events ask for it.';
comment on column hint.kind is 'Kind of the entity.';
comment on column hint.shop_id is 'TikTok''s id of the shop.';
comment on column hint.entity_id is 'TikTok''s id of the entity.';
comment on column hint.newest_event is 'The latest change that an event told: an older answer is looked at again.';
comment on column hint.due_at is 'When to look.';
comment on column hint.waiting_since is 'Since when it waits; a failed call does not move it.';
comment on column hint.lane is '0 live, 1 bulk: live goes first.';
comment on column hint.version is 'How many hints were folded into the row.';
comment on column hint.looks is 'Answers so far that were too old or missing.';
comment on column hint.believe is 'The next answer is taken, even if it goes back in the lifecycle.';
comment on column hint.failures is 'Each one halves the batch that it is read with.';
comment on column hint.refused_code is 'TikTok''s code when it refused the last reading.';
comment on column hint.request_id is 'Of that refusal: what TikTok''s support asks for.';
comment on column hint.owner is 'The lease that holds it, null when nobody does.';
comment on column hint.epoch is 'Counts claims: only the latest may settle.';

comment on table hint_parked is 'Entities that cannot be read or merged.';
comment on column hint_parked.kind is 'Kind of the entity.';
comment on column hint_parked.shop_id is 'TikTok''s id of the shop.';
comment on column hint_parked.entity_id is 'TikTok''s id of the entity.';
comment on column hint_parked.reason is 'Why, for people.';
comment on column hint_parked.code is 'TikTok''s, where it refused the reading, else 0.';
comment on column hint_parked.parked_at is 'Since when.';

comment on table entity is 'The one true copy of each entity, normalized.';
comment on column entity.key is 'What messages and deliveries name it by.';
comment on column entity.kind is 'Kind of the entity.';
comment on column entity.shop_id is 'TikTok''s id of the shop.';
comment on column entity.entity_id is 'TikTok''s id of the entity.';
comment on column entity.revision is 'Counts changes of content, from 1.';
comment on column entity.update_time is 'TikTok''s: newer facts replace older ones.';
comment on column entity.lifecycle_rank is 'Of its status: decides between facts of one update time.';
comment on column entity.read_at is 'When the reading began that confirmed it last.';
comment on column entity.content_sha256 is 'Of the text of content: the same makes no revision.';
comment on column entity.content is 'Our entity, as messages.md describes it.';

comment on table entity_ended is 'Entities whose life is over, until their buyers'' data are erased.';
comment on column entity_ended.entity_key is 'The entity.';
comment on column entity_ended.ended_at is 'When, by TikTok''s update time.';

comment on table erasure is 'Requests to erase the buyer of an order, and the record of those that are done.';
comment on column erasure.id is 'Number of the request.';
comment on column erasure.shop_id is 'TikTok''s id of the shop.';
comment on column erasure.order_id is 'TikTok''s id of the order.';
comment on column erasure.requested_by is 'Who asked.';
comment on column erasure.requested_at is 'When.';
comment on column erasure.tried_at is 'When it was taken up last.';
comment on column erasure.finished_at is 'When it was done; null until then.';
comment on column erasure.entities is 'How many entities name the order.';
comment on column erasure.messages is 'How many bodies of messages changed.';
comment on column erasure.events is 'How many bodies of webhooks changed.';

comment on table message is 'Each message once, exactly the bytes that every attempt sends; a partition a day.';
comment on column message.day is 'When it was stored.';
comment on column message.position is 'In the order in which messages were stored.';
comment on column message.id is 'Stable across attempts: type, shop, entity and revision.';
comment on column message.type is 'Short type such as order.updated.v1.';
comment on column message.entity_key is 'The entity that it tells of; for an event that tells of none, a number of its own.';
comment on column message.revision is 'Of the entity.';
comment on column message.created_at is 'When it was stored.';
comment on column message.cause is 'What made the revision: read (a hint), pull, event, or own (its truth is ours).';
comment on column message.body is 'The CloudEvent.';

comment on table delivery is 'A message that waits for one receiver.';
comment on column delivery.receiver is 'Who receives it.';
comment on column delivery.entity_key is 'The entity that it tells of.';
comment on column delivery.revision is 'Of the entity.';
comment on column delivery.message_position is 'Where the message lies.';
comment on column delivery.message_day is 'Where the message lies.';
comment on column delivery.type is 'Its short type.';

comment on table delivery_key is 'What is claimed: everything that waits for one receiver about one entity.';
comment on column delivery_key.receiver is 'Who receives it.';
comment on column delivery_key.entity_key is 'The entity.';
comment on column delivery_key.shop_id is 'TikTok''s id of its shop: the shops take turns.';
comment on column delivery_key.waiting is 'How many of its messages wait.';
comment on column delivery_key.lane is '0 live, 1 bulk: live goes first.';
comment on column delivery_key.due_at is 'When to send; infinity while another key of its batch says so.';
comment on column delivery_key.attempts is 'Failures that counted against the oldest message.';
comment on column delivery_key.owner is 'The lease that holds it, null when nobody does.';
comment on column delivery_key.epoch is 'Counts claims: only the latest may settle.';
comment on column delivery_key.batch is 'The batch that its messages are part of.';
comment on column delivery_key.members is 'The keys of the batch, where this one leads it.';
comment on column delivery_key.failure is 'Why the latest attempt failed that counted.';

comment on table delivery_parked is 'Deliveries that a receiver refused for good, or that were tried for too long.';
comment on column delivery_parked.receiver is 'Who was to receive it.';
comment on column delivery_parked.entity_key is 'The entity that it tells of.';
comment on column delivery_parked.message_position is 'Where the message lies.';
comment on column delivery_parked.message_day is 'Where the message lies.';
comment on column delivery_parked.type is 'Its short type.';
comment on column delivery_parked.reason is 'Why, for people.';
comment on column delivery_parked.attempts is 'How often it was tried.';
comment on column delivery_parked.parked_at is 'Since when.';

comment on table delivery_done is 'How each delivery ended; a partition a day.';
comment on column delivery_done.day is 'When it ended.';
comment on column delivery_done.receiver is 'Who received it, or would have.';
comment on column delivery_done.message_position is 'Where the message lies.';
comment on column delivery_done.message_day is 'Where the message lies.';
comment on column delivery_done.outcome is 'delivered, superseded or discarded.';
comment on column delivery_done.attempts is 'Failures before that.';
comment on column delivery_done.done_at is 'When it ended.';

comment on table downstream is 'The state of a receiver''s endpoint.';
comment on column downstream.receiver is 'Its name.';
comment on column downstream.failures is 'In a row; 0 when it is well.';
comment on column downstream.probe_at is 'While it is set, the queue is held, and a probe goes out then.';
comment on column downstream.reason is 'What failed last, for people.';
comment on column downstream.concurrency is 'Requests at a time, set by a person; null: as the knob says.';
comment on column downstream.rate is 'Requests a second from each replica, set by a person; null: as the knob says.';
comment on column downstream.paused_at is 'While it is set, nothing is claimed for the receiver.';
comment on column downstream.paused_by is 'Who paused it.';
comment on column downstream.pause_reason is 'Why, in their words.';

comment on table ledger is 'What each database session added to the books of each receiver; the sum is the ledger.';
comment on column ledger.receiver is 'Whose books.';
comment on column ledger.backend is 'The session.';
comment on column ledger.accepted is 'Messages stored for it.';
comment on column ledger.delivered is 'It has them.';
comment on column ledger.superseded is 'A newer one took their place.';
comment on column ledger.parked is 'Parked.';
comment on column ledger.unparked is 'Parked once, no longer.';
comment on column ledger.discarded is 'A filter left them out.';

comment on table pull is 'How far each scheduled pull of each shop has read.';
comment on column pull.stream is 'What is pulled.';
comment on column pull.shop_id is 'TikTok''s id of the shop.';
comment on column pull.watermark is 'All that changed before is stored.';
comment on column pull.owner is 'The lease that holds it, null when nobody does.';
comment on column pull.epoch is 'Counts claims: only the latest may settle.';
comment on column pull.narrowed is 'How often the next window is halved, as a larger one held more than a search gives.';
comment on column pull.refused_code is 'TikTok''s code when it refused the last pull.';
comment on column pull.finished_at is 'When a window was read to its end last.';
comment on column pull.after_id is 'The entity at which a round ended that goes by ids; empty to begin anew.';

comment on table replay is 'Messages to send once more: day and position say how far it has come.';
comment on column replay.id is 'Counts replays.';
comment on column replay.receiver is 'To whom.';
comment on column replay.current is 'Whether the newest state of the entities goes instead.';
comment on column replay.types is 'Only messages of these types; null for all.';
comment on column replay.kind is 'Only about entities of this kind; null for all.';
comment on column replay.shop_id is 'Only about entities of this shop; null for all.';
comment on column replay.entity_id is 'Only about this entity; null for all.';
comment on column replay.from_time is 'Messages from this time on.';
comment on column replay.to_time is 'And before this time.';
comment on column replay.day is 'The day that it has come to.';
comment on column replay.position is 'The message of that day that it has come to.';
comment on column replay.sent is 'Messages that wait again.';
comment on column replay.newer_delivered is 'Left out, as the receiver has something newer.';
comment on column replay.on_its_way is 'Left out, as they wait anyway.';
comment on column replay.operator is 'Who began it.';
comment on column replay.started_at is 'When it began.';
comment on column replay.finished_at is 'When it ended; null while it runs.';
comment on column replay.stopped_by is 'Who ended it early.';

comment on table operation_log is 'Who changed what by the operations API.';
comment on column operation_log.position is 'Counts entries.';
comment on column operation_log.at is 'When.';
comment on column operation_log.operator is 'The name of their key.';
comment on column operation_log.action is 'What they did.';
comment on column operation_log.target is 'To what.';
comment on column operation_log.detail is 'How, and why.';

comment on table seller is 'Sellers who authorized the app.';
comment on column seller.open_id is 'TikTok''s id of the seller for this app.';
comment on column seller.name is 'As TikTok tells it.';
comment on column seller.region is 'As TikTok tells it.';
comment on column seller.access_token is 'Encrypted.';
comment on column seller.access_token_expires_at is 'By TikTok''s word.';
comment on column seller.refresh_token is 'Encrypted.';
comment on column seller.refresh_token_expires_at is 'By TikTok''s word.';
comment on column seller.scopes is 'What the seller granted.';
comment on column seller.generation is 'Counts renewals: whoever refreshes one stores the next, once.';
comment on column seller.obtained_at is 'When these tokens came.';
comment on column seller.refresh_owner is 'Who refreshes right now.';
comment on column seller.refresh_until is 'Nobody else tries before.';
comment on column seller.state is 'connected, or authorize-again.';
comment on column seller.reason is 'Of the state, for people.';
comment on column seller.changed_at is 'When the row changed last.';

comment on table shop is 'Shops of these sellers: webhooks name a shop by its id, calls by its cipher.';
comment on column shop.shop_id is 'TikTok''s id.';
comment on column shop.seller_open_id is 'Whose shop.';
comment on column shop.name is 'As TikTok tells it.';
comment on column shop.region is 'As TikTok tells it.';
comment on column shop.seller_type is 'As TikTok tells it.';
comment on column shop.cipher is 'What calls name it by.';
comment on column shop.state is 'connected, needs_reauthorization or left; only a connected one is read.';
comment on column shop.connected_at is 'When its seller authorized the app last.';
comment on column shop.authorization_ends is 'When the authorization ends, once TikTok says that it does soon.';
comment on column shop.reason is 'Of the state, for people.';
comment on column shop.changed_at is 'When the state changed last.';
comment on column shop.told is 'Whether that was told.';

comment on table issue is 'What somebody has to mend: one row for each cause.';
comment on column issue.id is 'Its number.';
comment on column issue.kind is 'What sort of cause.';
comment on column issue.shop_id is 'TikTok''s id of the shop; - where it is not of one shop.';
comment on column issue.subject is 'What it is about, as its kind says.';
comment on column issue.code is 'TikTok''s error code, or 0.';
comment on column issue.state is 'open, acknowledged or resolved.';
comment on column issue.times is 'How often it was met; 0 for a cause that was only told to be gone.';
comment on column issue.occurrence is '1, and one more each time that it came again.';
comment on column issue.detail is 'What TikTok said about it.';
comment on column issue.first_seen_at is 'When it was met first.';
comment on column issue.last_seen_at is 'When it was met last.';
comment on column issue.fact_at is 'When the latest fact was so: older ones change no state.';
comment on column issue.gone is 'Whether that fact told it gone.';
comment on column issue.changed_at is 'When the state changed last.';
comment on column issue.changed_by is 'The person who changed it, null where it happened by itself.';
comment on column issue.note is 'What they noted.';
comment on column issue.told is 'Whether the state was told.';

comment on table issue_report is 'That a cause was met, or is gone; to be folded into the issues.';
comment on column issue_report.position is 'In the order in which reports were stored.';
comment on column issue_report.kind is 'Of the issue.';
comment on column issue_report.shop_id is 'Of the issue.';
comment on column issue_report.subject is 'Of the issue.';
comment on column issue_report.code is 'Of the issue.';
comment on column issue_report.at is 'When it was so, by TikTok''s word; null for now.';
comment on column issue_report.gone is 'Whether the cause is gone.';
comment on column issue_report.times is 'How often it was met.';
comment on column issue_report.detail is 'What TikTok said about it.';

comment on table pace is 'Paces that a person has set instead of the knobs, for all replicas.';
comment on column pace.operation is 'Which calls to TikTok Shop.';
comment on column pace.per_second is 'Calls a second for each shop, 0 for no limit.';

comment on table pace_lowered is 'Shops that TikTok Shop refused a call of lately, as one too many; forgotten once the pace is as before.';
comment on column pace_lowered.shop_id is 'TikTok''s id of the shop.';
comment on column pace_lowered.operation is 'Which calls.';
comment on column pace_lowered.percent is 'What is left of the pace.';
comment on column pace_lowered.lowered_at is 'When it was lowered last.';
comment on column pace_lowered.raised_at is 'When it was raised last.';
comment on column pace_lowered.not_before is 'No such call from any replica until then: what TikTok Shop said.';

comment on table pace_bucket is 'Token buckets that all replicas take from. Not logged: after a crash of the database they begin anew.';
comment on column pace_bucket.id is 'App, shop, operation, and bulk for the share of bulk calls.';
comment on column pace_bucket.state is 'Written and read by Bucket4j.';
