//! What guests have paid before: their credit, packages and gift cards.

use clientline_core::{
    model::{
        GiftCard, GiftCardEntry, GuestCredit, GuestCreditEntry, GuestPackage, GuestPackageEntry,
    },
    ops::billing::{
        gift_card_till::GetGiftCardBalance,
        gift_cards::WriteOffGiftCard,
        package_ends::{
            PackageRest, PackageTransfer, PrepaidWriteOff, RestPackage, TransferPackage,
            WakePackage, WriteOffPackage,
        },
        redemption::{RedeemPackage, Redemption},
    },
};

use crate::endpoint::{Body, Endpoints, IfMatch, Optional, Path, Route, Words};

pub(super) fn declare(table: &mut Endpoints) {
    table
        .tag("guest-credits", "What guests have to their credit, and how it came to that.")
        .readable::<GuestCredit>(Words {
            path: "/guest-credits",
            name: "guest_credits",
            one: "a guest's credit",
            many: "guests' credits",
        })
        .readable::<GuestCreditEntry>(Words {
            path: "/guest-credit-entries",
            name: "guest_credit_entries",
            one: "an entry of a guest's credit",
            many: "entries of guests' credits",
        });
    table
        .tag("guest-packages", "The packages that guests bought, and what is left of them.")
        .readable::<GuestPackage>(Words {
            path: "/guest-packages",
            name: "guest_packages",
            one: "a package that a guest bought",
            many: "packages that guests bought",
        })
        .readable::<GuestPackageEntry>(Words {
            path: "/guest-package-entries",
            name: "guest_package_entries",
            one: "an entry of a package that a guest bought",
            many: "entries of packages that guests bought",
        })
        .on(
            Route::act("/guest-packages/{id}/redeem"),
            "guest_packages_redeem",
            "Take a session for a line or an appointment",
            |Path(id), Body(redemption): Body<Redemption>, IfMatch(expected)| RedeemPackage {
                id,
                redemption,
                expected,
            },
        )
        .on(
            Route::act("/guest-packages/{id}/rest"),
            "guest_packages_rest",
            "Have a package rest for some days",
            |Path(id), Body(rest): Body<PackageRest>, IfMatch(expected)| RestPackage {
                id,
                rest,
                expected,
            },
        )
        .on(
            Route::act("/guest-packages/{id}/wake"),
            "guest_packages_wake",
            "End the rest of a package",
            |Path(id), IfMatch(expected)| WakePackage { id, expected },
        )
        .on(
            Route::act("/guest-packages/{id}/transfer"),
            "guest_packages_transfer",
            "Make a package another guest's",
            |Path(id), Body(to): Body<PackageTransfer>, IfMatch(expected)| TransferPackage {
                id,
                to,
                expected,
            },
        )
        .on(
            Route::act("/guest-packages/{id}/write-off"),
            "guest_packages_write_off",
            "Write off what is left of a package",
            |Path(id), Optional(how): Optional<PrepaidWriteOff>, IfMatch(expected)| {
                WriteOffPackage { id, how, expected }
            },
        );
    table
        .tag("gift-cards", "Gift cards, and what is left on them.")
        .readable::<GiftCard>(Words {
            path: "/gift-cards",
            name: "gift_cards",
            one: "a gift card",
            many: "gift cards",
        })
        .readable::<GiftCardEntry>(Words {
            path: "/gift-card-entries",
            name: "gift_card_entries",
            one: "an entry of a gift card",
            many: "entries of gift cards",
        })
        .on(
            Route::act("/gift-cards/balance"),
            "gift_cards_balance",
            "Read what is left on the gift card with a code",
            |Body(asked)| -> GetGiftCardBalance { asked },
        )
        .on(
            Route::act("/gift-cards/{id}/write-off"),
            "gift_cards_write_off",
            "Write off what is left on a gift card",
            |Path(id), Optional(how): Optional<PrepaidWriteOff>, IfMatch(expected)| {
                WriteOffGiftCard { id, how, expected }
            },
        );
}
