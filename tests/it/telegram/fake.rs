//! A Bot API server that keeps the rules of the true one: what is confirmed is forgotten and the rest is told again, a question
//! waits for news, the newer of two who ask at once wins, words have a limit, and files are had in two steps. Whatever it is
//! asked and tells is held against the specification.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::multipart;
use super::spec;

/// The bot's token; no word of the program may hold it.
pub(super) const TOKEN: &str = "7712345:AAF-secret_never_shown";

/// What is said instead of doing what is asked.
#[derive(Clone)]
pub(super) enum Play {
    /// This status with these words.
    Say(u16, Value),
    /// It is done, and the answer never ends.
    DoAndFallSilent,
}

/// A request to send something, as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) what: Map<String, Value>,
    pub(super) file: Option<(String, Vec<u8>)>,
}

#[derive(Default)]
pub(super) struct World {
    pub(super) token: String,
    pub(super) webhook: String,
    updates: VecDeque<Value>,
    next_update: i64,
    next_message: i64,
    /// Who asked for news last.
    poller: u64,
    /// The offsets of all questions for news.
    pub(super) offsets: Vec<Option<i64>>,
    files: BTreeMap<String, Vec<u8>>,
    plays: BTreeMap<String, VecDeque<Play>>,
    pub(super) sent: Vec<Sent>,
    pub(super) blocked: Vec<i64>,
    pub(super) migrated: BTreeMap<i64, i64>,
    pub(super) faults: Vec<String>,
}

#[derive(Clone)]
struct Shared {
    world: Arc<Mutex<World>>,
    changed: Arc<watch::Sender<()>>,
}

pub(super) struct Fake {
    shared: Shared,
    pub(super) base: String,
    _runtime: Runtime,
}

impl Fake {
    pub(super) fn start() -> Self {
        let world = World {
            token: TOKEN.to_owned(),
            next_update: 1000,
            next_message: 500,
            ..World::default()
        };
        let shared =
            Shared { world: Arc::new(Mutex::new(world)), changed: Arc::new(watch::channel(()).0) };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let router = Router::new()
            .route("/{bot}/{method}", any(method))
            .route("/file/{bot}/{*path}", any(file))
            .layer(axum::extract::DefaultBodyLimit::max(60 << 20))
            .with_state(shared.clone());
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { shared, base, _runtime: runtime }
    }

    pub(super) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world()
    }

    /// Something happens in a chat: an update, without its number.
    pub(super) fn happen(&self, mut update: Value) -> i64 {
        let mut world = self.world();
        let id = world.next_update;
        world.next_update += 1;
        update["update_id"] = id.into();
        let faults = spec::told("Update", &update);
        world.faults.extend(faults);
        world.updates.push_back(update);
        drop(world);
        self.shared.changed.send_replace(());
        id
    }

    /// Something no client of today can read.
    pub(super) fn happen_strange(&self, update: Value) {
        let faults = self.world().faults.len();
        self.happen(update);
        self.world().faults.truncate(faults);
    }

    /// A file at the server, by its name there.
    pub(super) fn keep(&self, id: &str, content: &[u8]) {
        self.world().files.insert(id.to_owned(), content.to_vec());
    }

    /// What the next calls of a method come to instead.
    pub(super) fn play(&self, method: &str, play: Play) {
        self.world().plays.entry(method.to_owned()).or_default().push_back(play);
    }

    /// Waits until the world is as `test` wants it; only a test that fails waits for long.
    pub(super) fn until<R>(&self, what: &str, test: impl Fn(&World) -> Option<R>) -> R {
        let mut changed = self.shared.changed.subscribe();
        self._runtime.block_on(async {
            let met = async {
                loop {
                    if let Some(answer) = test(&self.world()) {
                        return answer;
                    }
                    changed.changed().await.unwrap();
                }
            };
            let met = tokio::time::timeout(Duration::from_secs(30), met).await;
            met.unwrap_or_else(|_| panic!("still not: {what}"))
        })
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.world().faults, [""; 0], "against the specification");
        }
    }
}

impl Shared {
    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }
}

fn no(status: u16, why: &str, parameters: Value) -> Response {
    let mut body = json!({ "ok": false, "error_code": status, "description": why });
    if !parameters.is_null() {
        body["parameters"] = parameters;
    }
    say(status, &body)
}

fn say(status: u16, body: &Value) -> Response {
    (StatusCode::from_u16(status).unwrap(), body.to_string()).into_response()
}

fn good(shared: &Shared, method: &str, result: &Value) -> Response {
    let kind = match method {
        "getUpdates" => return say(200, &json!({ "ok": true, "result": result })),
        "getMe" => "User",
        "getWebhookInfo" => "WebhookInfo",
        "getFile" => "File",
        _ => "Message",
    };
    shared.world().faults.extend(spec::told(kind, result));
    say(200, &json!({ "ok": true, "result": result }))
}

async fn method(
    State(shared): State<Shared>,
    Path((bot, method)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let token = shared.world().token.clone();
    if bot != format!("bot{token}") {
        return no(401, "Unauthorized", Value::Null);
    }
    let (what, file) = match multipart::boundary(&headers) {
        Some(boundary) => multipart::read(&boundary, &body),
        None => (serde_json::from_slice(&body).unwrap_or_default(), None),
    };
    shared.world().faults.extend(spec::asked(&method, &what));
    let play = shared.world().plays.get_mut(&method).and_then(VecDeque::pop_front);
    if let Some(Play::Say(status, body)) = play {
        shared.changed.send_replace(());
        return say(status, &body);
    }
    let answer = match method.as_str() {
        "getUpdates" => updates(&shared, &what).await,
        "getMe" => good(
            &shared,
            &method,
            &json!({
                "id": 7712345, "is_bot": true, "first_name": "Крамниця", "username": "shop_bot",
                "can_join_groups": true, "can_read_all_group_messages": false,
            }),
        ),
        "getWebhookInfo" => {
            let url = shared.world().webhook.clone();
            let count = shared.world().updates.len();
            good(
                &shared,
                &method,
                &json!({
                    "url": url, "has_custom_certificate": false, "pending_update_count": count,
                }),
            )
        }
        "getFile" => get_file(&shared, &what),
        _ => send(&shared, Sent { method, what, file }),
    };
    if matches!(play, Some(Play::DoAndFallSilent)) {
        std::future::pending::<()>().await;
    }
    answer
}

async fn updates(shared: &Shared, what: &Map<String, Value>) -> Response {
    let number = |name: &str| what.get(name).and_then(Value::as_i64);
    let offset = number("offset");
    let mut changed = shared.changed.subscribe();
    let mine = {
        let mut world = shared.world();
        if !world.webhook.is_empty() {
            let why = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
            return no(409, why, Value::Null);
        }
        world.poller += 1;
        world.offsets.push(offset);
        match offset {
            Some(from) if 0 < from => {
                world.updates.retain(|it| from <= it["update_id"].as_i64().unwrap())
            }
            Some(back) if back < 0 => {
                let keep = usize::try_from(-back).unwrap();
                while keep < world.updates.len() {
                    world.updates.pop_front();
                }
            }
            _ => (),
        }
        world.poller
    };
    shared.changed.send_replace(());
    let limit = usize::try_from(number("limit").unwrap_or(100).clamp(1, 100)).unwrap();
    let until = tokio::time::Instant::now()
        + Duration::from_secs(u64::try_from(number("timeout").unwrap_or(0)).unwrap());
    loop {
        {
            let world = shared.world();
            if world.poller != mine {
                let why = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
                return no(409, why, Value::Null);
            }
            if !world.updates.is_empty() {
                let told: Vec<Value> = world.updates.iter().take(limit).cloned().collect();
                return say(200, &json!({ "ok": true, "result": told }));
            }
        }
        if tokio::time::timeout_at(until, changed.changed()).await.is_err() {
            return good(shared, "getUpdates", &json!([]));
        }
    }
}

fn get_file(shared: &Shared, what: &Map<String, Value>) -> Response {
    let id = what["file_id"].as_str().unwrap_or_default();
    let size = shared.world().files.get(id).map(Vec::len);
    match size {
        None => no(400, "Bad Request: invalid file_id", Value::Null),
        Some(size) if 20 << 20 < size => no(400, "Bad Request: file is too big", Value::Null),
        Some(size) => good(
            shared,
            "getFile",
            &json!({
                "file_id": id, "file_unique_id": id, "file_size": size,
                "file_path": format!("documents/{id}"),
            }),
        ),
    }
}

async fn file(State(shared): State<Shared>, Path((bot, path)): Path<(String, String)>) -> Response {
    let world = shared.world();
    let id = path.strip_prefix("documents/").filter(|_| bot == format!("bot{}", world.token));
    match id.and_then(|it| world.files.get(it)) {
        Some(content) => content.clone().into_response(),
        // As nginx would: with the address in it.
        None => (StatusCode::NOT_FOUND, format!("no /file/{bot}/{path}")).into_response(),
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn send(shared: &Shared, sent: Sent) -> Response {
    let chat = match &sent.what["chat_id"] {
        Value::String(text) => text.parse().unwrap_or(0),
        other => other.as_i64().unwrap_or(0),
    };
    let mut world = shared.world();
    let word = |name: &str| sent.what.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let refusal = match sent.method.as_str() {
        "sendMessage" if word("text").is_empty() => Some("message text is empty"),
        "sendMessage" if 4096 < units(word("text")) => Some("message is too long"),
        _ if 1024 < units(word("caption")) => Some("message caption is too long"),
        "sendPhoto" if !is_picture(&sent) => Some("IMAGE_PROCESS_FAILED"),
        _ if chat == 0 => Some("chat not found"),
        _ => None,
    };
    if let Some(why) = refusal {
        return no(400, &format!("Bad Request: {why}"), Value::Null);
    }
    if world.blocked.contains(&chat) {
        return no(403, "Forbidden: bot was blocked by the user", Value::Null);
    }
    if let Some(to) = world.migrated.get(&chat) {
        let why = "Bad Request: group chat was upgraded to a supergroup chat";
        return no(400, why, json!({ "migrate_to_chat_id": to }));
    }
    let number = world.next_message;
    world.next_message += 1;
    let message = json!({
        "message_id": number, "date": 1_790_000_000, "chat": chat_of(chat),
        "text": sent.what.get("text").cloned().unwrap_or_else(|| "".into()),
    });
    world.sent.push(sent.clone());
    drop(world);
    shared.changed.send_replace(());
    good(shared, &sent.method, &message)
}

fn is_picture(sent: &Sent) -> bool {
    sent.file
        .as_ref()
        .is_some_and(|it| it.1.starts_with(b"\xff\xd8") || it.1.starts_with(b"\x89PNG"))
}

/// A chat as it is told.
pub(super) fn chat_of(id: i64) -> Value {
    match id {
        0.. => {
            json!({ "id": id, "type": "private", "first_name": "Анна", "last_name": "Ко", "username": "anna" })
        }
        _ => json!({ "id": id, "type": "supergroup", "title": "Опт" }),
    }
}

/// A message of a customer, to which `more` is added.
pub(super) fn message(chat: i64, number: i64, more: &Value) -> Value {
    let mut message = json!({
        "message_id": number, "date": 1_790_000_000 + number, "chat": chat_of(chat),
        "from": { "id": 42, "is_bot": false, "first_name": "Анна", "last_name": "Ко", "username": "anna", "language_code": "uk-UA" },
    });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    message
}
