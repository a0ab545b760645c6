// Code actions with lazy edits, and the commands the server carries out itself.

#include "base/strings.h"
#include "features/code_action.h"
#include "lsp/edits.h"
#include "lsp/handlers.h"
#include "lsp/routes.h"

namespace whyspec::lsp {
namespace {

using features::ActionKind;

constexpr std::string_view kApplyAction = "whyspec.applyAction";
constexpr std::string_view kFixAll = "whyspec.fixAll";
constexpr std::string_view kOpenLocation = "whyspec.openLocation";
constexpr std::string_view kRescan = "whyspec.rescan";

std::string_view KindName(ActionKind kind) {
  switch (kind) {
    case ActionKind::kQuickFix:
      return "quickfix";
    case ActionKind::kRewrite:
      return "refactor.rewrite";
    case ActionKind::kFixAll:
      return "source.fixAll.whyspec";
  }
  return "quickfix";
}

// LSP: a kind asks for itself and for all below it ("source" for "source.fixAll").
bool Wanted(std::string_view kind, const std::optional<std::vector<std::string>>& only) {
  if (!only || only->empty()) return true;
  return std::any_of(only->begin(), only->end(), [kind](const std::string& asked) {
    return asked.empty() || kind == asked || (kind.starts_with(asked) && kind[asked.size()] == '.');
  });
}

RpcError Stale() {
  return {.code = jsonrpc::code::kContentModified,
          .message = "The document has changed since this was offered.",
          .data = nullptr};
}

RpcError Failed(std::string sentence) {
  return {.code = jsonrpc::code::kRequestFailed, .message = std::move(sentence), .data = nullptr};
}

// The client's copies of the diagnostics that `action` answers.
Json AnsweredDiagnostics(const CodeActionParams& params, const features::CodeAction& action,
                         const engine::CheckResult& findings, const TextPositions& positions) {
  Json answered = Json::array();
  for (const Json& diagnostic : params.diagnostics) {
    Range range;
    std::string code;
    if (!jsonrpc::ReadMember(diagnostic, "range", &range) ||
        !jsonrpc::ReadMember(diagnostic, "code", &code)) {
      continue;
    }
    const TextRange place = positions.ToTextRange(range);
    const bool fits = std::any_of(action.findings.begin(), action.findings.end(), [&](std::size_t index) {
      const rules::Finding& finding = findings.findings[index];
      return finding.rule == code && finding.range == place;
    });
    if (fits) answered.push_back(diagnostic);
  }
  return answered;
}

// What names an action from its offer to its choice.
struct ActionData {
  std::string uri, id;
  std::int32_t version = 0;
};

Json DataJson(const ActionData& data) {
  return {{"uri", data.uri}, {"version", data.version}, {"id", data.id}};
}

std::optional<ActionData> ReadActionData(const Json* value) {
  ActionData data;
  if (value == nullptr || !jsonrpc::ReadMember(*value, "uri", &data.uri) ||
      !jsonrpc::ReadMember(*value, "id", &data.id) ||
      !jsonrpc::ReadMember(*value, "version", &data.version)) {
    return std::nullopt;
  }
  return data;
}

Json EditJson(Session& session, const Subject& subject, const features::ActionEdit& edit) {
  return ActionEditJson(session, edit.path.empty() ? subject.path : edit.path, edit);
}

Answer EditOf(Session& session, const ActionData& data) {
  const Subject subject = session.SubjectOf(data.uri);
  if (!subject || (subject.open != nullptr && subject.open->version != data.version)) return Stale();
  std::optional<features::ActionEdit> edit;
  if (subject.spec) {
    const Findings findings = session.FindingsOf(*subject.spec);
    edit = features::ResolveCodeAction({.snapshot = *subject.spec, .findings = findings->findings},
                                       session.world(), data.id);
  } else if (subject.call) {
    edit = features::ResolveCodeAction(*subject.call, session.world(), data.id);
  }
  if (!edit) return Stale();
  return EditJson(session, subject, *edit);
}

void ApplyEdit(Session& session, std::string_view label, Json edit, Reply reply) {
  if (!session.caps.apply_edit) return reply(Failed("This editor does not let Whyspec change documents."));
  // The reply is kept until the client says what became of the edit.
  auto kept = std::make_shared<Reply>(std::move(reply));
  session.client.Request("workspace/applyEdit", {{"label", label}, {"edit", std::move(edit)}},
                         [kept](Answer answer) {
                           const Json* result = std::get_if<Json>(&answer);
                           if (result != nullptr && jsonrpc::FlagAt(*result, {"applied"}))
                             return (*kept)(Json());
                           (*kept)(Failed("The editor did not make the change."));
                         });
}

void FixAllOf(Session& session, const std::string& uri, Reply reply) {
  const Subject subject = session.SubjectOf(uri);
  if (!subject.spec) return reply(Failed("There is no spec to fix at this address."));
  const Findings findings = session.FindingsOf(*subject.spec);
  const features::SpecDocument spec{.snapshot = *subject.spec, .findings = findings->findings};
  const TextRange all{.begin = 0, .end = static_cast<Offset>(subject.spec->spec->text().size())};
  for (const features::CodeAction& action : features::CodeActionsAt(spec, session.world(), all)) {
    if (action.kind != ActionKind::kFixAll) continue;
    if (const auto edit = features::ResolveCodeAction(spec, session.world(), action.id)) {
      return ApplyEdit(session, action.title, ActionEditJson(session, subject.path, *edit), std::move(reply));
    }
  }
  reply(Json());  // nothing to fix
}

void Rescan(Session& session, const Json& token, Reply reply) {
  session.ForgetScan();
  const auto progress = [&](Json value) {
    if (!token.is_null())
      session.client.Notify("$/progress", {{"token", token}, {"value", std::move(value)}});
  };
  progress({{"kind", "begin"}, {"title", "Whyspec reads the folders"}});
  session.Scan([&](std::size_t files) {
    progress({{"kind", "report"}, {"message", Plural(files, "file")}});
  });
  progress({{"kind", "end"}});
  reply(Json());
}

}  // namespace

const std::vector<std::string>& CommandNames() {
  static const std::vector<std::string> names = {std::string(kApplyAction), std::string(kFixAll),
                                                 std::string(kOpenLocation), std::string(kRescan)};
  return names;
}

Answer OnCodeAction(Session& session, const CodeActionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject.spec || subject.call ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  const TextRange range = positions->ToTextRange(params.range);
  Findings findings = std::make_shared<const engine::CheckResult>();
  std::vector<features::CodeAction> actions;
  if (subject.spec) {
    findings = session.FindingsOf(*subject.spec);
    actions = features::CodeActionsAt({.snapshot = *subject.spec, .findings = findings->findings},
                                      session.world(), range);
  } else {
    actions = features::CodeActionsAt(*subject.call, session.world(), range);
  }
  const std::int32_t version = subject.open == nullptr ? 0 : subject.open->version;

  Json list = Json::array();
  for (const features::CodeAction& action : actions) {
    const std::string_view kind = KindName(action.kind);
    if (!Wanted(kind, params.only)) continue;
    const Json data = DataJson({.uri = params.uri, .id = action.id, .version = version});
    if (!session.caps.code_action_literals) {
      list.push_back({{"title", action.title}, {"command", kApplyAction}, {"arguments", {data}}});
      continue;
    }
    Json item = {{"title", action.title}, {"kind", kind}};
    if (action.preferred && session.caps.code_action_preferred) item["isPreferred"] = true;
    if (Json answered = AnsweredDiagnostics(params, action, *findings, *positions); !answered.empty()) {
      item["diagnostics"] = std::move(answered);
    }
    if (session.caps.code_action_resolve_edit) {
      item["data"] = data;
    } else {
      Answer edit = EditOf(session, {.uri = params.uri, .id = action.id, .version = version});
      if (Json* made = std::get_if<Json>(&edit)) item["edit"] = std::move(*made);
    }
    list.push_back(std::move(item));
  }
  return list;
}

Answer OnCodeActionResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json item = params.value;
  const std::optional<ActionData> data = ReadActionData(jsonrpc::Find(item, "data"));
  if (!data) return item;  // it came with its edit
  Answer edit = EditOf(session, *data);
  if (std::holds_alternative<RpcError>(edit)) return edit;
  item["edit"] = std::move(std::get<Json>(edit));
  return item;
}

void OnExecuteCommand(Session& session, Background&, const ExecuteCommandParams& params,
                      const RequestContext&, Reply reply) {
  const auto wrong = [&params](std::string_view needs) {
    return RpcError{.code = jsonrpc::code::kInvalidParams,
                    .message = StrCat("The command ", params.command, " needs ", needs, "."),
                    .data = nullptr};
  };
  const Json* first = params.arguments.empty() ? nullptr : &params.arguments.front();
  if (params.command == kApplyAction) {
    const std::optional<ActionData> data = ReadActionData(first);
    if (!data) return reply(wrong("an action that Whyspec offered"));
    Answer edit = EditOf(session, *data);
    if (std::holds_alternative<RpcError>(edit)) return reply(std::move(edit));
    return ApplyEdit(session, "Whyspec", std::move(std::get<Json>(edit)), std::move(reply));
  }
  if (params.command == kFixAll) {
    std::string uri;
    if (first == nullptr || !jsonrpc::ReadJson(*first, &uri))
      return reply(wrong("the address of a document"));
    return FixAllOf(session, uri, std::move(reply));
  }
  if (params.command == kOpenLocation) {
    std::string uri;
    Range range;
    if (first == nullptr || !jsonrpc::ReadMember(*first, "uri", &uri) ||
        !jsonrpc::ReadMember(*first, "range", &range)) {
      return reply(wrong("a location"));
    }
    if (!session.caps.show_document) {
      return reply(Failed("This editor does not let Whyspec open documents."));
    }
    session.client.Request("window/showDocument",
                           {{"uri", uri}, {"takeFocus", true}, {"selection", ToJson(range)}});
    return reply(Json());
  }
  if (params.command == kRescan) return Rescan(session, params.work_done_token, std::move(reply));
  reply(RpcError{.code = jsonrpc::code::kInvalidParams,
                 .message = StrCat("Whyspec has no command ", Printable(Shorten(params.command, 80)), "."),
                 .data = nullptr});
}

}  // namespace whyspec::lsp
