//! Users, and how people sign in.

use clientline_core::ops::access::{
    accounts::{GetUser, ListUsers, UserFilter},
    identity::GetSelf,
    own_password::ChangePassword,
    password_reset::ResetUser,
    sessions::SignOut,
    sign_in::{Redeem, Refresh, SignIn},
    users::{CreateUser, DeleteUser, UpdateUser},
};

use crate::endpoint::{Body, Change, Endpoints, IfMatch, Paged, Path, Route};

pub(super) fn declare(table: &mut Endpoints) {
    table
        .tag("sign-in", "Tokens for people.")
        .enter("/auth/login", "auth_login", "Sign in by a password", |Body(sign_in)| {
            let sign_in: SignIn = sign_in;
            sign_in
        })
        .enter("/auth/refresh", "auth_refresh", "Get new tokens for a refresh token", |Body(it)| {
            let refresh: Refresh = it;
            refresh
        })
        .enter("/auth/setup", "auth_setup", "Set the first password", |Body(given)| {
            Redeem::setup(given)
        })
        .enter("/auth/reset", "auth_reset", "Set a new password by a token", |Body(given)| {
            Redeem::reset(given)
        })
        .on(Route::end("/auth/logout"), "auth_logout", "Sign out", || SignOut)
        .on(
            Route::end("/auth/password"),
            "auth_password",
            "Change one's own password",
            |Body(passwords)| ChangePassword::new(passwords),
        )
        .on(Route::list("/auth/me"), "auth_me", "See who one is", || GetSelf);
    let (all, one) = ("/users", "/users/{id}");
    table
        .tag("users", "Who may sign in, and as what.")
        .on(
            Route::list(all),
            "users_list",
            "List users",
            |Paged { filter, page }: Paged<UserFilter>| ListUsers { filter, page },
        )
        .on(Route::create(all), "users_create", "Create a user", |Body(new)| CreateUser::new(new))
        .on(Route::read(one), "users_get", "Read a user", |Path(id)| GetUser(id))
        .update(
            one,
            "users_update",
            "Change a user",
            |Path(id), Change(patch), IfMatch(expected)| UpdateUser::new(id, patch, expected),
        )
        .on(Route::delete(one), "users_delete", "Delete a user", |Path(id), IfMatch(expected)| {
            DeleteUser { id, expected }
        })
        .on(
            Route::act("/users/{id}/reset"),
            "users_reset",
            "Make a token by which a user can set a new password",
            |Path(id)| ResetUser(id),
        );
}
