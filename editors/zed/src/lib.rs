//! Starts the program `glossator` for Zed, which takes language servers from extensions alone.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, serde_json, Command, LanguageServerId, Result, Worktree};

const PROGRAM: &str = "glossator";

struct Glossator;

impl zed::Extension for Glossator {
    fn new() -> Self {
        Self
    }

    /// The program that the user's settings name, else the one on the PATH of the worktree's shell.
    fn language_server_command(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |each| (each.path, each.arguments));
        let command = path.or_else(|| worktree.which(PROGRAM)).ok_or(
            "The program glossator is not on the PATH: install it, or name it in the settings as \
             lsp.glossator.binary.path.",
        )?;
        let args = arguments.unwrap_or_else(|| vec!["serve".into()]);
        Ok(Command { command, args, env: worktree.shell_env() })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.initialization_options)
    }

    /// The settings `lsp.glossator.settings`, under the name of the section that the server asks for.
    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|section| serde_json::json!({ PROGRAM: section })))
    }
}

zed::register_extension!(Glossator);
