#include "features/world.h"

#include <utility>

namespace whyspec::features {

std::shared_ptr<const calls::CallLog> WorkspaceWorld::Log() { return workspace_->Log(); }

std::vector<std::string> WorkspaceWorld::SpecPaths() { return workspace_->SpecPaths(); }

std::vector<std::string> WorkspaceWorld::CallPaths() { return workspace_->CallPaths(); }

engine::FileKind WorkspaceWorld::KindOf(const std::string& path) { return workspace_->KindOf(path); }

std::optional<engine::Snapshot> WorkspaceWorld::SnapshotOf(const std::string& path) {
  return workspace_->SnapshotOf(path);
}

engine::Snapshot WorkspaceWorld::SnapshotWithText(const std::string& path, std::string text) {
  return workspace_->SnapshotWithText(path, std::move(text));
}

std::optional<std::string> WorkspaceWorld::TextOf(const std::string& path) {
  Result<std::string> text = workspace_->TextOf(path);
  if (!text.ok()) return std::nullopt;
  return std::move(text).value();
}

std::vector<engine::Workspace::CitedBy> WorkspaceWorld::SpecsCiting(std::string_view call_id) {
  return workspace_->SpecsCiting(call_id);
}

std::optional<CallDocument> OpenCall(World& world, const std::string& path) {
  if (world.KindOf(path) != engine::FileKind::kCall) return std::nullopt;
  std::optional<std::string> text = world.TextOf(path);
  if (!text) return std::nullopt;
  return CallDocument{.path = path, .text = *std::move(text), .call = world.Log()->FindByPath(path)};
}

std::optional<AccountsDocument> OpenAccounts(World& world, const std::string& path) {
  if (world.KindOf(path) != engine::FileKind::kAccounts) return std::nullopt;
  std::optional<std::string> text = world.TextOf(path);
  if (!text) return std::nullopt;
  return AccountsDocument{.path = path, .text = *std::move(text)};
}

}  // namespace whyspec::features
